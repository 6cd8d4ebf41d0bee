/// Where an event of another site has come to stand in this log.
public struct ImportedPlace: Hashable, Sendable {
    /// Its position here.
    public let position: Position
    /// The hash of its envelope, the same here as there.
    public let leaf: TreeHash

    static let byteCount = 8 + TreeHash.byteCount

    init(position: Position, leaf: TreeHash) {
        self.position = position
        self.leaf = leaf
    }

    init(_ bytes: UnsafeRawBufferPointer) throws(EventLogError) {
        guard bytes.count == Self.byteCount else {
            throw .corrupt(position: .origin, what: "an entry of the table of imported events")
        }
        position = Position(bytes.bigEndian(at: 0, as: UInt64.self))
        leaf = TreeHash(bytes, at: 8)
    }

    func store(in bytes: UnsafeMutableRawBufferPointer) {
        bytes.storeBigEndian(position.number, at: 0)
        leaf.store(in: bytes, at: 8)
    }
}
