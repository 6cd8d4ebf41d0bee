import Domain

extension FactWriter {
    /// Events of the site as a whole: which party lives where, and what is set for it.
    func apply(_ event: SiteEvent) {
        switch event {
        case .payloadsErased: break
        case .partyRouted(let key, let route):
            put(
                ViewTables.route,
                [
                    "f_party_id": .text(key.column), "f_is_here": Cell(route == .here),
                    "f_address": route.address, "f_update_time": moment,
                ])
        case .queueOrdered(let policy):
            put(
                ViewTables.siteSetting,
                [
                    "f_name": "queue_policy", "f_value": .text(policy.rawValue),
                    "f_update_time": moment,
                ])
        case .leaseTaken(let lease): take(lease)
        case .leaseReleased(let epoch):
            run(
                "UPDATE t_site_lease SET f_end_time = ?, f_is_released = 1 WHERE f_epoch = ?",
                [moment, .integer(Int64(clamping: epoch))])
        case .partyUnrouted(let key):
            run("DELETE FROM t_party_route WHERE f_party_id = ?", [.text(key.column)])
        }
    }

    /// A lease that was not released ends where the next one is taken.
    private func take(_ lease: Lease) {
        run("UPDATE t_site_lease SET f_end_time = ? WHERE f_end_time IS NULL", [moment])
        put(
            ViewTables.lease,
            [
                "f_epoch": .integer(Int64(clamping: lease.epoch)),
                "f_owner": .text(lease.holder.owner),
                "f_run_pid": .integer(Int64(lease.holder.processID)),
                "f_address": .text(lease.holder.address), "f_start_time": moment,
                "f_is_released": Cell(false), "f_position": .integer(position),
            ])
    }
}

extension RouteKey {
    /// The party's number, or FATE's word for the route of all others.
    fileprivate var column: String {
        switch self {
        case .party(let id): id.description
        case .others: "default"
        }
    }
}

extension PartyRoute {
    fileprivate var address: Cell {
        if case .site(let address) = self { .text(address) } else { .null }
    }
}
