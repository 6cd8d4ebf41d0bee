public import Domain
public import EventStore

/// Destroys the payloads of chosen events and leaves a tombstone.
///
/// What the scheduler rests on stays: the events of engines, about other sites and of the site itself
/// are never chosen, and nothing of a job of this site that has not ended.
public struct Eraser: Sendable {
    private let journal: Journal

    /// Makes an eraser over a journal.
    public init(_ journal: Journal) { self.journal = journal }

    /// What would be erased.
    ///
    /// - Throws: `SiteRejection` when that must not be, or is nothing.
    public func plan(_ selection: ErasureSelection, reason: String) async throws -> Erasure {
        var chosen = Chosen()
        try choose(selection, &chosen)
        for identity in chosen.streams { try await check(identity) }
        let erasure = Erasure(selection: selection, reason: reason, positions: chosen.ranges)
        _ = try SiteDecider.decide(.noteErasure(erasure), SiteDecider.initialState)
        return erasure
    }

    /// Erases what was planned. When it returns, the bytes are destroyed in the log; rows and files
    /// made from them are the caller's.
    ///
    /// - Returns: The position of the tombstone.
    @discardableResult
    public func erase(_ erasure: Erasure, _ context: CommandContext) async throws -> Position {
        try await journal.erase(
            erasure.positions.flatMap { $0.map { Position($0) } },
            noting: .payloadsErased(erasure), context)
    }

    private static let pageSize = 1_000

    /// Looks at all events, imported ones too.
    private func choose(_ selection: ErasureSelection, _ chosen: inout Chosen) throws {
        var position = Position.origin
        while true {
            let page = try journal.log.events(after: position, limit: Self.pageSize)
            for event in page where selection.accepts(event.envelope) { chosen.add(event) }
            guard page.count == Self.pageSize, let last = page.last else { return }
            position = last.position
        }
    }

    /// Refuses what is still at work.
    private func check(_ identity: StreamIdentity) async throws {
        switch identity {
        case .job(let job):
            let state = try await journal.state(of: JobDecider.self, identity)
            if state.submission != nil, !state.status.isEnd { throw SiteRejection.jobAtWork(job) }
        case .party(let job, _):
            let state = try await journal.state(of: PartyDecider.self, identity)
            if state.creation != nil, !state.status.isEnd { throw SiteRejection.jobAtWork(job) }
        case .track(let job, let party): try await check(.party(job, party))
        case .engine, .table, .model, .peer, .site: break
        }
    }
}

/// Events that were chosen.
private struct Chosen {
    private var positions: [UInt64] = []
    private(set) var streams: Set<StreamIdentity> = []

    mutating func add(_ event: RecordedEvent) {
        guard event.hasPayload else { return }
        let identity = StreamIdentity(event.envelope.stream)
        switch identity {
        case .engine, .peer, .site: return
        case .job, .party, .track, .table, .model, nil: break
        }
        positions.append(event.position.number)
        if let identity { streams.insert(identity) }
    }

    /// The positions as ranges.
    var ranges: [ClosedRange<UInt64>] {
        positions.sorted().reduce(into: []) { ranges, position in
            if let last = ranges.last, last.upperBound + 1 == position {
                ranges[ranges.count - 1] = last.lowerBound...position
            } else if ranges.last?.upperBound != position {
                ranges.append(position...position)
            }
        }
    }
}

extension ErasureSelection {
    fileprivate func accepts(_ envelope: EventEnvelope) -> Bool {
        switch self {
        case .job(let job): StreamIdentity(envelope.stream)?.job == job
        case .subject(let text):
            envelope.actor == text || envelope.stream.text == text
                || envelope.correlationID == text
        case .type(let type): envelope.type == type
        }
    }
}

extension StreamIdentity {
    /// The job that the stream is about.
    fileprivate var job: JobID? {
        switch self {
        case .job(let job), .party(let job, _), .track(let job, _): job
        case .engine, .table, .model, .peer, .site: nil
        }
    }
}
