extension JSONValue {
    /// How deep arrays and objects may be nested.
    public static let depthMax = 512

    /// Reads one JSON text (RFC 8259, strict: no comments, no trailing comma, no byte order mark).
    ///
    /// Members keep their order; of equal keys the last value wins and the first place counts.
    /// A number without fraction and exponent that fits 64 bits becomes an `integer`, any other a
    /// `number`. `\u` escapes must form whole surrogate pairs, as half of one is no character.
    public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
        self = try bytes.withUnsafeBufferPointer { (buffer) throws(JSONSyntaxError) in
            var parser = JSONParser(buffer)
            return try parser.document()
        }
    }

    /// Reads one JSON text from any bytes, such as a request body.
    public init(parsing bytes: some Sequence<UInt8>) throws(JSONSyntaxError) {
        try self.init(parsing: Array(bytes))
    }

    /// Reads one JSON text.
    public init(parsing text: String) throws(JSONSyntaxError) {
        try self.init(parsing: Array(text.utf8))
    }
}
