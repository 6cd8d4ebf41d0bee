/// Reads the fields of a row's value in order; a short value is damage, not a trap.
struct RowDecoder {
    private var rest: UnsafeRawBufferPointer

    init(_ value: UnsafeRawBufferPointer) { rest = value }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func byte() throws(StorageError) -> UInt8 { try take(1)[0] }

    /// A little-endian double.
    mutating func double() throws(StorageError) -> Double {
        Double(bitPattern: UInt64(littleEndian: try take(8).loadUnaligned(as: UInt64.self)))
    }

    /// `count` little-endian doubles, appended to `values`.
    mutating func doubles(_ count: Int, to values: inout [Double]) throws(StorageError) {
        let bytes = try take(count * 8)
        values.append(
            contentsOf: [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
                UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
                initialized = count
            })
    }

    /// Text with its length in one byte before it.
    mutating func shortText() throws(StorageError) -> String {
        try Self.text(take(Int(try byte())))
    }

    /// All that is left, as text.
    mutating func remainingText() throws(StorageError) -> String {
        try Self.text(take(rest.count))
    }

    /// Bytes as text; what is not UTF-8 is damage.
    static func text(_ bytes: UnsafeRawBufferPointer) throws(StorageError) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw StorageError(.damaged, "A row of the table holds text that is not UTF-8")
        }
        return text
    }

    private mutating func take(_ count: Int) throws(StorageError) -> UnsafeRawBufferPointer {
        guard count <= rest.count else {
            throw StorageError(.damaged, "A row of the table is cut short")
        }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<count])
    }
}
