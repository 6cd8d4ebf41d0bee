import Domain
import EventStore
import Journal

/// Reads what a site that begins goes by: the open streams, and the events that led there.
struct StreamLoader {
    let journal: Journal
    let source: any OpenStreamSource

    /// How many events are read at a time on the way back to the newest of this site.
    private static let lookBack: UInt64 = 100

    /// The streams that were open at a position, as they stand then.
    func streams(upTo position: Position) async throws -> OpenStreams {
        var streams = OpenStreams()
        streams.load(try await journal.state(of: SiteDecider.self, .site))
        for stream in try await source.openStreams(upTo: position) {
            switch stream {
            case .job:
                for entry in try journal.entries(of: stream) { streams.absorb(entry) }
            case .party(let job, let party):
                let (state, version) = try await journal.snapshot(of: PartyDecider.self, stream)
                streams.load(state, version, of: ResourceHolder(job: job, party: party))
            case .engine(let name):
                let (state, version) = try await journal.snapshot(of: EngineDecider.self, stream)
                streams.load(state, version, of: name)
            case .track, .table, .model, .peer, .site:
                break
            }
        }
        if let newest = try newestOwnEvent(upTo: position) { streams.note(newest.recordedAt) }
        return streams
    }

    /// The newest event that was not imported: mostly the very last.
    private func newestOwnEvent(upTo end: Position) throws -> RecordedEvent? {
        var end = end.number
        while end > 0 {
            let start = end - min(end, Self.lookBack)
            let events = try journal.log.events(after: Position(start), limit: Int(end - start))
            if let own = events.last(where: { !$0.isForeign(at: journal.log.site) }) { return own }
            end = start
        }
        return nil
    }

    /// The id of the newest event of a stream: what a site that has just begun goes by.
    func newestEvent(of stream: StreamIdentity) throws -> String {
        guard let name = stream.streamName else { return "" }
        let version = try journal.log.version(of: name)
        guard version > .none else { return "" }
        let before = StreamVersion(version.number - 1)
        let newest = try journal.log.events(of: name, after: before, limit: 1).first
        return newest?.envelope.id.description ?? ""
    }
}
