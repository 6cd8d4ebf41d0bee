/// The hash of a leaf or of a node of the Merkle tree: 32 bytes of SHA-256.
///
/// Leaves and nodes are hashed with different first bytes (RFC 6962 2.1, RFC 9162 2.1.1), so that
/// none can pass for the other.
public struct TreeHash: Hashable, Sendable {
    private let words: SIMD4<UInt64>

    /// The number of bytes of every hash.
    public static let byteCount = 32

    /// The root of the tree without leaves: SHA-256 of nothing.
    public static let empty = TreeHash {
        Hashing.store(of: UnsafeRawBufferPointer(start: nil, count: 0), to: $0)
    }

    /// `nil` unless there are 32 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        self.init { target in
            UnsafeMutableRawBufferPointer(start: target, count: Self.byteCount)
                .copyBytes(from: bytes)
        }
    }

    /// `nil` unless these are 64 hexadecimal digits.
    public init?(hex: String) {
        let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard hex.utf8.count == 2 * Self.byteCount, digits.count == hex.utf8.count else {
            return nil
        }
        let pairs = stride(from: 0, to: digits.count, by: 2)
        self.init(bytes: pairs.map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }

    /// SHA-256 of bytes that are no part of a tree, such as a file's.
    public static func sha256(_ bytes: some Collection<UInt8>) -> TreeHash {
        Array(bytes).withUnsafeBytes { bytes in
            TreeHash { Hashing.store(of: bytes, to: $0) }
        }
    }

    /// The hash of a leaf: SHA-256(0x00 ‖ `bytes`). The leaves of a log are its envelopes.
    public init(leaf bytes: some Collection<UInt8>) {
        let bytes = Array(bytes)
        self = bytes.withUnsafeBytes { bytes in
            TreeHash { Hashing.storeLeaf(of: bytes, to: $0) }
        }
    }

    /// The hash of the node above two others: SHA-256(0x01 ‖ `left` ‖ `right`).
    public init(left: TreeHash, right: TreeHash) {
        self.init { target in
            withUnsafeTemporaryAllocation(byteCount: Self.nodeCount, alignment: 1) { node in
                Self.store(left, right, to: node)
                Hashing.store(of: UnsafeRawBufferPointer(node), to: target)
            }
        }
    }

    /// Takes the hash that `store` writes to 32 fresh bytes.
    init(_ store: (UnsafeMutableRawPointer) -> Void) {
        var words = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &words) { store($0.baseAddress!) }
        self.words = words
    }

    /// Reads 32 bytes; the caller has checked the bounds.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        words = bytes.loadUnaligned(fromByteOffset: offset, as: SIMD4<UInt64>.self)
    }

    /// Writes the 32 bytes; the caller has checked the bounds.
    @inline(__always)
    func store(in bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.storeBytes(of: words, toByteOffset: offset, as: SIMD4<UInt64>.self)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

    /// The hash of the smallest tree over all of these hashes; ``empty`` without any.
    ///
    /// - Parameter hashes: Leaf hashes, or the roots of full subtrees of equal size.
    init(over hashes: some RandomAccessCollection<TreeHash>) {
        self = Self.fold(hashes) ?? .empty
    }

    private static func fold(_ hashes: some RandomAccessCollection<TreeHash>) -> TreeHash? {
        guard hashes.count > 1 else { return hashes.first }
        var level = Array(hashes)
        while level.count > 1 {
            let pairs = level.count / 2
            level.withUnsafeMutableBufferPointer { foldPairs(in: $0) }
            // The last of an odd number goes up as it is: its sibling does not exist.
            if level.count % 2 == 1 { level[pairs] = level[2 * pairs] }
            level.removeLast(level.count - pairs - level.count % 2)
        }
        return level[0]
    }

    /// Replaces the first half of a level by the nodes above it.
    ///
    /// In place: a node stands where the two below it, or ones before them, have been read already.
    private static func foldPairs(in level: UnsafeMutableBufferPointer<TreeHash>) {
        withUnsafeTemporaryAllocation(byteCount: 2 * nodeCount, alignment: 1) { nodes in
            Hashing.storeEach(of: level.count / 2) { pair in
                let start = pair % 2 * nodeCount
                let node = UnsafeMutableRawBufferPointer(
                    rebasing: nodes[start..<start + nodeCount])
                store(level[2 * pair], level[2 * pair + 1], to: node)
                return (
                    UnsafeRawBufferPointer(node), UnsafeMutableRawPointer(level.baseAddress! + pair)
                )
            }
        }
    }

    /// What a node's hash is over: 0x01 and both hashes.
    private static let nodeCount = 1 + 2 * byteCount

    @inline(__always)
    private static func store(
        _ left: TreeHash, _ right: TreeHash, to node: UnsafeMutableRawBufferPointer
    ) {
        node[0] = 1
        left.store(in: node, at: 1)
        right.store(in: node, at: 1 + byteCount)
    }
}

extension TreeHash: CustomStringConvertible {
    /// 64 lower-case hexadecimal digits.
    public var description: String { Hex.text(bytes) }

    /// Reads the form of ``base64``; `nil` when it is not one hash.
    public init?(base64 text: some StringProtocol) {
        guard let bytes = Base64.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// The usual form in checkpoints (RFC 4648 section 4).
    public var base64: String { Base64.text(bytes) }
}
