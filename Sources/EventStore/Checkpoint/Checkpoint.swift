/// The state of a log at one size: whose log, how many events, and the root over them.
///
/// The text of a C2SP tlog-checkpoint. Signed, it commits a site to all of its history up to there.
public struct Checkpoint: Hashable, Sendable {
    /// Whose log it is; the name of the site's key.
    public let origin: String
    /// The number of leaves.
    public let size: UInt64
    /// The root of the tree over them.
    public let root: TreeHash
    /// Lines that other programs put behind the root; Clotho writes none.
    public let extensionLines: [String]

    /// Makes a checkpoint.
    public init(origin: String, size: UInt64, root: TreeHash) {
        self.origin = origin
        self.size = size
        self.root = root
        self.extensionLines = []
    }

    /// Reads the text of a note; errors name the line that is wrong.
    public init(text: String) throws(NoteError) {
        guard text.utf8.last == UInt8(ascii: "\n") else { throw .missingNewline }
        let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 3 else {
            throw .checkpoint("it has \(lines.count) lines; origin, size and root are 3")
        }
        guard !lines.contains("") else { throw .checkpoint("it has an empty line") }
        guard let size = UInt64(lines[1]), String(size) == lines[1] else {
            throw .checkpoint("line 2 is no tree size: \(lines[1].prefix(40))")
        }
        guard let bytes = Base64.bytes(lines[2]), let root = TreeHash(bytes: bytes) else {
            throw .checkpoint("line 3 is no root, 32 bytes in base 64: \(lines[2].prefix(60))")
        }
        self.origin = String(lines[0])
        self.size = size
        self.root = root
        self.extensionLines = lines.dropFirst(3).map(String.init)
    }

    /// The text that is signed.
    public var text: String {
        ([origin, String(size), root.base64] + extensionLines).map { $0 + "\n" }.joined()
    }
}

extension TileSource {
    /// The checkpoint at a size; at the newest size when none is given.
    public func checkpoint(
        origin: String, at size: UInt64? = nil
    ) throws(EventLogError) -> Checkpoint {
        let size = size ?? treeSize
        return Checkpoint(origin: origin, size: size, root: try treeRoot(at: size))
    }
}
