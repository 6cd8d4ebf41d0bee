/// Whether the parties of a job find room at their engines: together where they share one.
public struct RoomCheck: Sendable {
    /// An engine of one site, with the parties that would draw from it.
    private struct Engine {
        let parties: [Party]
        /// The engine as one of them sees it.
        let room: EngineRoom
        /// What they want together.
        let wanted: ResourceAmount

        init(_ parties: [Party], _ rooms: [EngineRoom], _ room: EngineRoom) {
            self.parties = parties
            self.room = room
            wanted = rooms.reduce(.zero) { $0 + $1.need.amount }
        }

        /// `guest:9999 wants`, or `guest:9999, host:10000 want`.
        var want: String {
            "\(parties.map(\.description).joined(separator: ", ")) "
                + (parties.count == 1 ? "wants" : "want")
        }
    }

    private let engines: [Engine]

    /// Groups the parties by their engines.
    ///
    /// - Parameter parties: in the order of the conf, each with the place of its site: parties that
    ///   name the same engine at the same place share it.
    public init(_ parties: [(party: Party, site: String, room: EngineRoom)]) {
        var keys: [[String]] = []
        var groups: [[String]: [(party: Party, site: String, room: EngineRoom)]] = [:]
        for party in parties where party.room.need.amount != .zero {
            let key = [party.site, party.room.need.engine]
            if groups[key] == nil { keys.append(key) }
            groups[key, default: []].append(party)
        }
        engines = keys.compactMap { key in
            guard let group = groups[key], let first = group.first else { return nil }
            return Engine(group.map(\.party), group.map(\.room), first.room)
        }
    }

    /// What is too little: at most one finding about cores and one about memory for each engine.
    public var findings: [JobFinding] {
        engines.flatMap { engine in
            ResourceKind.allCases.compactMap { Self.finding(of: $0, engine) }
        }
    }

    private static func finding(of kind: ResourceKind, _ engine: Engine) -> JobFinding? {
        let (wanted, free, total) = (
            engine.wanted[keyPath: kind.part], engine.room.free[keyPath: kind.part],
            engine.room.total[keyPath: kind.part]
        )
        guard wanted > max(0, free) else { return nil }
        let shortfall = Shortfall(
            of: kind, wanted: wanted, free: free, total: total, holders: engine.room.holders)
        let amount = { (number: Int) in
            kind == .memory ? MemorySize.text(number) : "\(number)"
        }
        return JobFinding(
            code(of: kind, isForEver: shortfall.isForEver), party: engine.parties.first,
            wanted: .integer(Int64(wanted)),
            available: .integer(Int64(shortfall.isForEver ? total : free)),
            heldBy: engine.room.holders,
            text: "\(engine.want) \(kind.text(wanted)) of engine \(engine.room.need.engine), "
                + "\(amount(free)) of \(amount(total)) \(kind == .memory ? "is" : "are") free",
            change: shortfall.change)
    }

    private static func code(of kind: ResourceKind, isForEver: Bool) -> JobFinding.Code {
        switch (kind, isForEver) {
        case (.cores, true): .coresNever
        case (.cores, false): .cores
        case (.memory, true): .memoryNever
        case (.memory, false): .memory
        }
    }
}
