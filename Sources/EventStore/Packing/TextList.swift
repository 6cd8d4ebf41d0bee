/// Texts by number, counted from 0, in one piece of memory.
struct TextList: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    /// Whether it is a text that the log takes; damaged ones are not.
    private var isPlain: [Bool] = []

    var count: Int { ends.count }

    mutating func append(_ text: some Collection<UInt8>) {
        isPlain.append(PlainText.accepts(Array(text)))
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }

    /// Whether both begin with the same texts, as far as the shorter one goes.
    func agrees(with other: TextList) -> Bool {
        let shared = min(count, other.count)
        guard shared > 0 else { return true }
        return ends[..<shared] == other.ends[..<shared]
            && bytes[..<ends[shared - 1]] == other.bytes[..<ends[shared - 1]]
    }

    /// The bytes of a text.
    subscript(number: Int) -> ArraySlice<UInt8> {
        bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]]
    }

    /// The number of bytes of a text; refuses a number that no text has, and a text that is not for
    /// this field.
    @inline(__always)
    func byteCount(
        _ number: Int, as field: EnvelopeLayout.Text
    ) throws(EnvelopeError) -> Int {
        guard number < ends.count else { throw .invalidField("the number of \(field.name)") }
        let count = ends[number] - (number == 0 ? 0 : ends[number - 1])
        guard isPlain[number], field.lengths.contains(count) else {
            throw .invalidField(field.name)
        }
        return count
    }

    /// Lends a text that is there.
    @inline(__always)
    func withBytes(of number: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        bytes.withUnsafeBytes { bytes in
            body(bytes.part(number == 0 ? 0 : ends[number - 1], ends[number]))
        }
    }
}
