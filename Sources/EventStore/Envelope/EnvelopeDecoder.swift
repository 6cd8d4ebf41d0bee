/// Checks that bytes are an envelope exactly as an encoder would have written it.
enum EnvelopeDecoder {
    /// The length of the envelope that `bytes` begin with.
    static func measure(_ bytes: UnsafeRawBufferPointer) throws(EnvelopeError) -> Int {
        guard bytes.count >= EnvelopeLayout.texts else { throw .truncated }
        try checkNumbers(bytes)
        let end = try endOfTexts(bytes)
        guard end <= bytes.count else { throw .truncated }
        let texts = UnsafeRawBufferPointer(rebasing: bytes[EnvelopeLayout.texts..<end])
        if !PlainText.isPrintableASCII(texts) { try checkTexts(bytes) }
        return end
    }

    private static func checkNumbers(_ bytes: UnsafeRawBufferPointer) throws(EnvelopeError) {
        let version = bytes.bigEndian(at: EnvelopeLayout.version, as: UInt16.self)
        guard version == EnvelopeLayout.formatVersion else { throw .unknownFormatVersion(version) }
        guard Visibility(rawValue: bytes[EnvelopeLayout.visibility]) != nil else {
            throw .invalidField("the visibility")
        }
        guard PayloadCodec(rawValue: bytes[EnvelopeLayout.codec]) != nil else {
            throw .invalidField("the payload codec")
        }
        guard bytes.bigEndian(at: EnvelopeLayout.reserved, as: UInt16.self) == 0 else {
            throw .invalidField("the reserved field")
        }
        guard bytes.bigEndian(at: EnvelopeLayout.originPosition, as: UInt64.self) > 0 else {
            throw .invalidField("the origin position")
        }
        guard bytes.bigEndian(at: EnvelopeLayout.streamVersion, as: UInt64.self) > 0 else {
            throw .invalidField("the stream version")
        }
        guard
            EventID.isVersion7(
                high: bytes.bigEndian(at: EnvelopeLayout.id, as: UInt64.self),
                low: bytes.bigEndian(at: EnvelopeLayout.id + 8, as: UInt64.self))
        else { throw .invalidField("the event id") }
    }

    private static func endOfTexts(_ bytes: UnsafeRawBufferPointer) throws(EnvelopeError) -> Int {
        var end = EnvelopeLayout.texts
        for text in EnvelopeLayout.Text.inOrder {
            let count = Int(bytes.bigEndian(at: text.lengthOffset, as: UInt16.self))
            guard text.lengths.contains(count) else {
                throw .invalidField("the length of \(text.name)")
            }
            end += count
        }
        return end
    }

    private static func checkTexts(_ bytes: UnsafeRawBufferPointer) throws(EnvelopeError) {
        var start = EnvelopeLayout.texts
        for text in EnvelopeLayout.Text.inOrder {
            let end = start + Int(bytes.bigEndian(at: text.lengthOffset, as: UInt16.self))
            let part = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
            guard PlainText.accepts(part) else { throw .invalidField(text.name) }
            start = end
        }
    }
}

extension EventEnvelope {
    /// Reads an envelope; these must be its bytes and no others.
    public init(decoding bytes: [UInt8]) throws(EnvelopeError) {
        // The result carries the error out: `withUnsafeBytes` itself throws untyped errors.
        let measured = bytes.withUnsafeBytes { bytes in
            Result { () throws(EnvelopeError) in try EnvelopeDecoder.measure(bytes) }
        }
        let end = try measured.get()
        guard end == bytes.count else { throw .trailingBytes(bytes.count - end) }
        self.init(checked: bytes[...])
    }
}
