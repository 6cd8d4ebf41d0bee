import Domain

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension PBPeerSegmentImported {
    mutating func fill(_ segment: ImportedSegment) {
        digest = Data(hex: segment.digest)
        first = segment.first
        last = segment.last
        selection = segment.selection
        roots = segment.roots.map(PBLogRoot.init)
        key = segment.key
        eventCount = segment.eventCount
        withheldCount = segment.withheldCount
    }

    var segment: ImportedSegment {
        ImportedSegment(
            digest: digest.hex, first: first, last: last, selection: selection,
            roots: roots.map(\.logRoot), key: key,
            eventCount: eventCount, withheldCount: withheldCount)
    }
}

extension PBLogRoot {
    init(_ known: LogRoot) {
        self.init()
        size = known.size
        root = Data(hex: known.root)
    }

    var logRoot: LogRoot { LogRoot(size: size, root: root.hex) }
}

extension PBPeerCheckpoint {
    mutating func fill(_ checkpoint: PeerCheckpoint) {
        root = PBLogRoot(checkpoint.root)
        note = checkpoint.note
        key = checkpoint.key
    }

    var checkpoint: PeerCheckpoint { PeerCheckpoint(root: root.logRoot, note: note, key: key) }
}

extension PBPeerFork {
    mutating func fill(_ fork: PeerFork) {
        sign = fork.sign.rawValue
        known = PBLogRoot(fork.known)
        knownNote = fork.knownNote
        given = PBLogRoot(fork.given)
        givenNote = fork.givenNote
    }
}

extension PayloadFields {
    func fork(_ payload: PBPeerFork) throws -> PeerFork {
        PeerFork(
            sign: try forkSign(payload.sign),
            known: payload.known.logRoot, knownNote: payload.knownNote,
            given: payload.given.logRoot, givenNote: payload.givenNote)
    }
}
