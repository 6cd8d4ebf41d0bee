import Domain
import EventStore
import Journal

/// The reasons in the row of a job as its coordinator sees it: those of `JobState.waitReasons`, each
/// with the time since which it holds.
extension RowWriter {
    /// Sets the reasons of a job; one that held before holds since then.
    func setWaitReasons(_ reasons: [WaitReason], of job: JobID) throws {
        try changeWaitReasons(of: job) { shown, _ in reasons.map { $0.shown(after: shown, time) } }
    }

    /// Sets the reasons of one party, at its place in the order of the conf.
    func setWaitReasons(_ reasons: [WaitReason], of party: Party, _ job: JobID) throws {
        try changeWaitReasons(of: job) { shown, row in
            let order = try Self.parties(of: row)
            let place = { (party: String?) in
                party.flatMap { order.firstIndex(of: $0) } ?? order.count
            }
            let own = place(party.description)
            let others = shown.filter { $0.party != party.description }
            return others.filter { place($0.party) < own }
                + reasons.map { $0.shown(after: shown, time) }
                + others.filter { place($0.party) >= own }
        }
    }

    /// Takes the reasons of one party away, or, without a party, those of the queue.
    func dropWaitReasons(of party: Party?, _ job: JobID) throws {
        try changeWaitReasons(of: job) { shown, _ in
            shown.filter { $0.party != party?.description }
        }
    }

    private func changeWaitReasons(
        of job: JobID, _ change: ([JSONValue], PendingRow) throws -> [JSONValue]
    ) throws {
        try updateFederatedJob(job) { row in
            guard case .text(let text) = row["f_wait_reasons"] else { return }
            // Most jobs wait for nothing.
            let shown = text == "[]" ? [] : try JSONValue(parsing: text).array ?? []
            let reasons = try change(shown, row)
            if reasons != shown { row["f_wait_reasons"] = .text(JSONValue.array(reasons).text()) }
        }
    }

    /// The parties of a job in the order of the conf.
    private static func parties(of row: PendingRow) throws -> [String] {
        guard case .text(let roles) = row["f_roles"] else { return [] }
        return (try JSONValue(parsing: roles).object ?? [:]).flatMap { role, ids in
            (ids.array ?? []).compactMap(\.integer).map { "\(role):\($0)" }
        }
    }
}

extension WaitReason {
    /// The reason as the row shows it from now on.
    fileprivate func shown(after known: [JSONValue], _ now: Int64) -> JSONValue {
        let kept = known.first { isSame(as: $0) }
        return json(since: kept?.object?["since"] ?? .integer(now))
    }
}

extension JSONValue {
    /// The party of a reason that a row shows.
    fileprivate var party: String? { object?["party"]?.string }
}
