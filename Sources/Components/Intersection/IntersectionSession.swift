import Domain

/// One run of an intersection: a match with each host, then what all have in common.
///
/// | message | from, to | elements |
/// |---|---|---|
/// | `intersect.positions` | guest → host | 4 bytes each: positions in the host's list, ascending |
/// | `intersect.repeats` | guest → host | 4 bytes each: the guest's rows of each common key, in byte order of the keys; none when it has one of each |
///
/// A list is sent as `ElementWire` says; numbers are little-endian.
struct IntersectionSession {
    private let context: TaskContext
    private let matcher: any PairMatcher
    private let wire: ElementWire

    init(context: TaskContext, matcher: any PairMatcher) {
        self.context = context
        self.matcher = matcher
        wire = ElementWire(channel: context.channel)
    }

    func runGuest(_ table: MatchTable) async throws -> CommonKeys {
        let hosts = context.parties(of: .host)
        guard !hosts.isEmpty else { throw ComponentError("An intersection needs a host") }
        var found: [[Int: Int]] = []
        for (number, host) in hosts.enumerated() {
            found.append(try await matcher.find(table.keys, at: host, over: wire))
            try await context.tracker.progress(90 * (number + 1) / hosts.count)
        }
        let places = table.keys.indices.filter { place in found.allSatisfy { $0[place] != nil } }
        let counts = places.map { table.rows[$0].count }
        let repeats = counts.contains { $0 > 1 } ? counts : nil
        for (host, positions) in zip(hosts, found) {
            let common = places.compactMap { positions[$0] }.sorted()
            try await wire.send(numbers: common, "intersect.positions", to: host)
            try await wire.send(numbers: repeats ?? [], "intersect.repeats", to: host)
        }
        return CommonKeys(places: places, repeats: repeats)
    }

    func runHost(_ table: MatchTable) async throws -> CommonKeys {
        guard let guest = context.parties(of: .guest).first else {
            throw ComponentError("An intersection needs a guest")
        }
        try table.refuseRepeats()
        let order = try await matcher.offer(table.keys, to: guest, over: wire)
        try await context.tracker.progress(80)
        let positions = try await wire.receiveNumbers("intersect.positions", from: guest)
        guard zip(positions, positions.dropFirst()).allSatisfy(<),
            positions.allSatisfy(order.indices.contains)
        else { throw ComponentError("\(guest) sent positions that are not in the list") }
        let repeats = try await wire.receiveNumbers("intersect.repeats", from: guest)
        guard repeats.isEmpty || repeats.count == positions.count, !repeats.contains(0),
            repeats.reduce(0, +) <= CommonKeys.rowsMax
        else { throw ComponentError("\(guest) sent repetitions that do not fit the common ids") }
        return CommonKeys(
            places: positions.map { order[$0] }.sorted(), repeats: repeats.isEmpty ? nil : repeats)
    }
}
