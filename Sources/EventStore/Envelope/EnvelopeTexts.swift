/// The texts of an envelope, where they stand among its bytes.
struct EnvelopeTexts {
    private let envelope: UnsafeRawBufferPointer

    /// - Parameter envelope: An envelope that was checked.
    @inline(__always)
    init(_ envelope: UnsafeRawBufferPointer) { self.envelope = envelope }

    @inline(__always)
    subscript(text: EnvelopeLayout.Text) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: envelope[range(of: text)])
    }

    @inline(__always)
    func range(of text: EnvelopeLayout.Text) -> Range<Int> {
        var start = EnvelopeLayout.texts
        for index in 0..<text.rawValue {
            start += count(at: EnvelopeLayout.textLengths + 2 * index)
        }
        return start..<start + count(at: text.lengthOffset)
    }

    @inline(__always)
    private func count(at offset: Int) -> Int {
        Int(envelope.bigEndian(at: offset, as: UInt16.self))
    }
}
