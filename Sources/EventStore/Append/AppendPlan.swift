/// Where each record of an append will stand, and then the writing of them.
///
/// Events are reached through pointers: copying a `NewEvent` out of its array would retain each of
/// its texts, which costs more than writing them.
struct AppendPlan {
    private let site: String
    private let eventSizeMax: Int
    private var texts: TextNumbering
    private var encoders: [EnvelopeEncoder] = []
    private(set) var parts: [PreparedAppend.Part] = []
    private(set) var records: [PreparedAppend.Record] = []
    private(set) var byteCount = 0

    init(site: String, eventSizeMax: Int, texts: SharedTexts?) {
        self.site = site
        self.eventSizeMax = eventSizeMax
        self.texts = TextNumbering(texts)
    }

    /// Makes room for the next events of a stream.
    mutating func add(_ append: StreamAppend) throws(EventLogError) {
        let first = records.count
        let encoder = try EnvelopeEncoder(site: site, stream: append.stream)
        let streamCount = append.stream.text.utf8.count
        records.reserveCapacity(first + append.events.count)
        try append.events.withUnsafeBufferPointer { (events) throws(EventLogError) in
            for index in events.indices {
                try add(events.baseAddress! + index, encoder, streamCount)
            }
        }
        encoders.append(encoder)
        parts.append(
            PreparedAppend.Part(
                stream: append.stream, expected: append.expected, records: first..<records.count,
                follows: parts.lastIndex { $0.stream == append.stream }))
    }

    /// Writes all records; false when a text needs a closer look.
    func write(_ appends: [StreamAppend], to bytes: UnsafeMutableRawBufferPointer) -> Bool {
        var arePrintable = true
        for (append, part) in zip(appends, parts.indices) {
            append.events.withUnsafeBufferPointer { events in
                if !write(events, part, to: bytes) { arePrintable = false }
            }
        }
        storeCommitments(in: bytes)
        return arePrintable
    }

    /// Refuses texts with control characters.
    func check(_ appends: [StreamAppend]) throws(EventLogError) {
        for (append, encoder) in zip(appends, encoders) {
            for event in append.events { try encoder.check(event) }
        }
    }

    /// Writes the records of one stream. Not shared with other cores: waking them takes as long as
    /// the hashing that they would do, and the writer then finds half the bytes in their caches.
    private func write(
        _ events: UnsafeBufferPointer<NewEvent>, _ part: Int,
        to bytes: UnsafeMutableRawBufferPointer
    ) -> Bool {
        let first = parts[part].records.lowerBound
        var arePrintable = true
        for index in events.indices {
            let record = records[first + index]
            let target = UnsafeMutableRawBufferPointer(rebasing: bytes[record.range])
            if !Self.write(events.baseAddress! + index, record, encoders[part], to: target) {
                arePrintable = false
            }
        }
        return arePrintable
    }

    /// Puts the commitments over salt and payload into the envelopes.
    private func storeCommitments(in bytes: UnsafeMutableRawBufferPointer) {
        Hashing.storeEach(of: records.count) { index in
            let record = records[index]
            let envelope = record.start + RecordLayout.envelope
            let content = bytes[envelope + record.envelopeCount..<record.range.upperBound]
            return (
                UnsafeRawBufferPointer(rebasing: content),
                bytes.baseAddress! + envelope + EnvelopeLayout.commitment
            )
        }
    }

    private mutating func add(
        _ event: UnsafePointer<NewEvent>, _ encoder: EnvelopeEncoder, _ streamCount: Int
    ) throws(EventLogError) {
        let envelope = try encoder.measure(event)
        let size = envelope + Salt.byteCount + event.pointee.payload.count
        guard size <= eventSizeMax else {
            throw .tooLarge(what: "the event", bytes: size, limit: eventSizeMax)
        }
        let count = RecordLayout.envelope + size
        records.append(
            PreparedAppend.Record(
                start: byteCount, count: count, envelopeCount: envelope,
                packing: RecordPacking(event, stream: streamCount, &texts)))
        byteCount += count
    }

    /// Kind, envelope, salt and payload, all but the commitment over the last two.
    private static func write(
        _ event: UnsafePointer<NewEvent>, _ record: PreparedAppend.Record,
        _ encoder: EnvelopeEncoder, to bytes: UnsafeMutableRawBufferPointer
    ) -> Bool {
        bytes[0] = RecordLayout.Kind.complete.rawValue
        let salt = RecordLayout.envelope + record.envelopeCount
        let envelope = UnsafeMutableRawBufferPointer(rebasing: bytes[RecordLayout.envelope..<salt])
        let isPrintable = encoder.write(event, to: envelope)
        event.pointee.salt.store(in: bytes, at: salt)
        _ = event.pointee.payload.withUnsafeBytes { bytes.store($0, at: salt + Salt.byteCount) }
        return isPrintable
    }
}
