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
        roots = segment.roots.map { root in
            var message = PBLogRoot()
            message.size = root.size
            message.root = Data(hex: root.root)
            return message
        }
        key = segment.key
        eventCount = segment.eventCount
        withheldCount = segment.withheldCount
    }

    var segment: ImportedSegment {
        ImportedSegment(
            digest: digest.hex, first: first, last: last, selection: selection,
            roots: roots.map { LogRoot(size: $0.size, root: $0.root.hex) }, key: key,
            eventCount: eventCount, withheldCount: withheldCount)
    }
}
