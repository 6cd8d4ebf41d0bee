import Journal

/// The streams in which the events of a batch may have made something due, in the order of the first of
/// these events, and how much of each has to be looked at.
struct TouchedStreams {
    private(set) var streams: [StreamIdentity] = []
    private var touched: [StreamIdentity: [DueScope]] = [:]

    /// Takes in an event's stream and scope.
    mutating func note(_ stream: StreamIdentity, _ scope: DueScope) {
        if touched[stream] == nil { streams.append(stream) }
        touched[stream, default: []].append(scope)
    }

    /// What has to be looked at, each part once.
    func scopes(of stream: StreamIdentity) -> [DueScope] {
        let all = touched[stream] ?? []
        if all.contains(.everything) { return [.everything] }
        var seen: Set<DueScope> = []
        return all.filter { seen.insert($0).inserted }
    }
}
