import Domain
import EventStore

/// How many events of each stream the reader gets in full, and how many without their payloads.
struct EvidenceTally {
    /// The counts of one stream.
    struct Counts {
        let stream: StreamName
        var full = 0
        var withheld = 0
        var erased = 0

        var total: Int { full + withheld + erased }
    }

    private(set) var streams: [Counts] = []

    mutating func add(_ event: RecordedEvent, to reader: EvidenceReader) {
        let stream = event.envelope.stream
        let known = streams.firstIndex { $0.stream == stream }
        if known == nil { streams.append(Counts(stream: stream)) }
        let index = known ?? streams.endIndex - 1
        if event.hasPayload {
            streams[index].full += 1
        } else if reader.maySee(event.envelope) {
            streams[index].erased += 1
        } else {
            streams[index].withheld += 1
        }
    }

    func total(_ count: (Counts) -> Int) -> Int { streams.reduce(0) { $0 + count($1) } }

    /// Why payloads of a stream are not shown.
    static func reason(_ stream: StreamName) -> String {
        switch StreamIdentity(stream) {
        case .party(_, let party), .track(_, let party): "belongs to \(party)"
        case .job, .engine, .table, .model, .peer, .site, nil: "belongs to the site"
        }
    }
}
