import EventStore
import Glibc

/// Reads segments as they are and mended, in every way they can be read.
///
/// A segment that verifies, signed with the key of the corpus, holds events of the corpus and no
/// others, and reads the same in all ways; every other is refused with an error of segments.
final class SegmentFuzzing {
    /// A place in a log and what stands there.
    private struct Leaf: Hashable {
        let position: Position
        let hash: TreeHash

        init(_ event: RecordedEvent) {
            position = event.position
            hash = event.envelope.leafHash
        }
    }

    private var known: Set<Leaf> = []
    private let key: VerifierKey
    /// A file without a name, and the name that the kernel has for it.
    private let file: UnsafeMutablePointer<FILE>
    private let descriptor: Int32
    private let path: String

    /// - Parameter corpus: Segments, all signed with one key. Those that verify say which events there
    ///   are; others, behind the first, once made a reader fail.
    init(corpus: [[UInt8]]) throws {
        guard let file = tmpfile() else { throw Wrong("no temporary file: code \(errno)") }
        (self.file, descriptor) = (file, fileno(file))
        path = "/proc/self/fd/\(descriptor)"
        try Self.fill(descriptor, corpus.first ?? [])
        key = try VerifierKey(SegmentFile(path: path).trailer.verifierKey)
        for segment in corpus {
            try Self.fill(descriptor, segment)
            var leaves: [Leaf] = []
            let report = try refusable {
                try SegmentFile(path: path).verify(key: key) { leaves += $0.map(Leaf.init) }
            }
            if report != nil { known.formUnion(leaves) }
        }
    }

    deinit { fclose(file) }

    /// Reads the bytes; whether they were accepted, as they are or mended.
    func read(_ bytes: [UInt8]) throws -> Bool {
        let isAccepted = try accepts(bytes)
        return try accepts(MendedSegment.bytes(bytes)) || isAccepted
    }

    private func accepts(_ bytes: [UInt8]) throws -> Bool {
        try Self.fill(descriptor, bytes)
        guard let file = try refusable({ try SegmentFile(path: path) }) else { return false }
        let read = try refusable { try events(file) }
        let artifacts = try file.trailer.artifacts.indices.prefix(4).map { number in
            try refusable { try file.artifact(number) { _ in } } != nil
        }
        let verified = try refusable {
            var events: [RecordedEvent] = []
            _ = try file.verify(key: key) { events += $0 }
            return events
        }
        guard let verified else { return false }
        guard verified == read, artifacts.allSatisfy(\.self) else {
            throw Wrong("verified, but its parts cannot be read")
        }
        for event in verified where !known.contains(Leaf(event)) || !Self.isWhole(event) {
            throw Wrong("verified with another event at position \(event.position)")
        }
        return true
    }

    private func events(_ file: SegmentFile) throws -> [RecordedEvent] {
        _ = try refusable { try file.event(at: file.trailer.positions.upperBound) }
        var events: [RecordedEvent] = []
        try file.events {
            events += $0; return true
        }
        return events
    }

    private static func isWhole(_ event: RecordedEvent) -> Bool {
        !event.hasPayload || event.matchesCommitment
    }

    /// The answer; `nil` for an error of segments. Every other error is wrong.
    private func refusable<Answer>(_ body: () throws -> Answer) throws -> Answer? {
        do { return try body() } catch is SegmentError { return nil }
    }

    private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) throws {
        guard ftruncate(descriptor, 0) == 0,
            pwrite(descriptor, bytes, bytes.count, 0) == bytes.count
        else { throw Wrong("a temporary file: code \(errno)") }
    }
}
