/// Texts by number, counted from 0, in one piece of memory.
struct TextList: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    var count: Int { ends.count }

    mutating func append(_ text: some Sequence<UInt8>) {
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    /// The bytes of a text.
    subscript(number: Int) -> ArraySlice<UInt8> {
        bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }

    /// The number of bytes of a text; `nil` when there is no such text.
    @inline(__always)
    func byteCount(_ number: Int) -> Int? {
        guard number < ends.count else { return nil }
        return ends[number] - (number == 0 ? 0 : ends[number - 1])
    }

    /// Lends a text that is there.
    @inline(__always)
    func withBytes(of number: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        bytes.withUnsafeBytes { bytes in
            body(bytes.part(number == 0 ? 0 : ends[number - 1], ends[number]))
        }
    }
}
