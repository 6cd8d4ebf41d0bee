/// The numbers of the segment format; `docs/segment-format.md` says what they mean.
enum SegmentLayout {
    static let formatVersion: UInt16 = 1

    /// The first bytes of the file. The first is no text and the last is a line feed, so that a
    /// transfer that rewrites text is noticed at once.
    static let magic: [UInt8] = [0x89] + Array("CLOTHO".utf8) + [0x0A]
    /// The last four bytes of the file.
    static let endMagic = Array("CEND".utf8)
    /// Offset of the trailer, length of the file, checksum, ``endMagic``.
    static let footerCount = 24

    /// Tag, length and checksum in front of a frame's body.
    static let frameHeadCount = 16
    /// The checksum behind a frame's body.
    static let checksumCount = 4

    /// What a frame holds: four letters.
    enum Tag: String, CaseIterable, Sendable {
        case header = "HEAD"
        case block = "BLCK"
        case index = "INDX"
        case proof = "PROF"
        case artifact = "ARTF"
        case data = "DATA"
        case trailer = "TRLR"

        /// What errors call it.
        var name: String {
            switch self {
            case .header: "header"
            case .block: "block"
            case .index: "index"
            case .proof: "proof"
            case .artifact: "artifact's description"
            case .data: "part of an artifact"
            case .trailer: "trailer"
            }
        }

        /// The longest body; a reader refuses a longer one before it makes room for it.
        var bytesMax: UInt64 {
            switch self {
            case .block: 48 << 20
            case .trailer: 16 << 20
            case .header, .index, .proof, .artifact, .data: 1 << 20
            }
        }
    }

    /// How many events the writer puts into a block, and how many a reader takes.
    static let blockEvents = 256
    static let blockEventsMax = 4_096
    /// A block ends behind the event that brings it to so many bytes.
    static let blockBytes = 256 << 10
    /// What the columns of a block may come to, unpacked.
    static let blockUnpackedMax = 32 << 20

    /// After so many blocks comes an index over them.
    static let indexBlocks = 4_096
    static let indexEntryCount = 28
    /// How many hashes a proof frame holds at most.
    static let proofHashesMax = 2_048
    static let dataCount = 256 << 10
    static let artifactsMax = 65_536
    static let indexesMax = 1 << 20
    static let noteBytesMax = 1 << 20
}
