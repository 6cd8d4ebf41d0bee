extension EventEnvelope {
    /// The envelope of an event at its place.
    ///
    /// Logs write the same bytes without this intermediate step; it serves proofs, tools and tests.
    public init(
        of event: NewEvent, originSite: String, originPosition: Position, stream: StreamName,
        streamVersion: StreamVersion
    ) throws(EventLogError) {
        guard originPosition > .origin, streamVersion > .none else {
            throw .invalid("positions and stream versions begin at 1")
        }
        let append = StreamAppend(stream: stream, expected: .any, events: [event])
        let prepared = try PreparedAppend([append], site: originSite, eventSizeMax: .max)
        let count = prepared.records[0].envelopeCount
        var bytes = Array(prepared.bytes[RecordLayout.envelope..<RecordLayout.envelope + count])
        bytes.withUnsafeMutableBytes {
            EnvelopeEncoder.place(originPosition, streamVersion, in: $0)
        }
        self.init(checked: bytes[...])
    }
}
