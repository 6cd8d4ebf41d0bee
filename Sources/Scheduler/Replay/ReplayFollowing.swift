import Domain

/// What is still to come of decisions whose first events have been read: several events that one
/// report, answer or request has led to stand behind each other in the job's stream.
struct ReplayFollowing {
    /// The ways in which the newest decision of a job may go on; an empty one is complete.
    private var ways: [JobID: [ArraySlice<JobEvent>]] = [:]

    /// What a job's next event has to be; empty where a decision may begin.
    func expected(_ job: JobID) -> [JobEvent] {
        let open = ways[job] ?? []
        return open.contains(where: \.isEmpty) ? [] : open.compactMap(\.first)
    }

    /// Begins a decision with its first event.
    mutating func begin(_ job: JobID, _ decisions: [[JobEvent]]) {
        ways[job] = decisions.map { $0.dropFirst() }
    }

    /// Goes on with an event of the decision that is under way.
    ///
    /// - Returns: Whether it goes on so.
    mutating func advance(_ job: JobID, _ event: JobEvent) -> Bool {
        let open = (ways[job] ?? []).filter { $0.first?.isSameDecision(as: event) == true }
        guard !open.isEmpty else { return false }
        ways[job] = open.map { $0.dropFirst() }
        return true
    }

    /// Forgets what a job's decision would have led to.
    mutating func forget(_ job: JobID) { ways[job] = nil }
}

extension JobEvent {
    /// Whether it decides the same; the words for people may be others by now.
    func isSameDecision(as other: JobEvent) -> Bool {
        switch (self, other) {
        case (.ended(let status, _), .ended(let same, _)): status == same
        case (.stopRequested(let status, _), .stopRequested(let same, _)): status == same
        case _: self == other
        }
    }
}
