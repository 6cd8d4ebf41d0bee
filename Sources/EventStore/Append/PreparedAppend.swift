/// An append as the writer wants it: checked, encoded and hashed on the caller's side.
///
/// What is left to the writer are positions, stream versions and the leaf hash.
struct PreparedAppend: Sendable {
    /// The events of one stream: a range of `records`.
    struct Part: Sendable {
        let stream: StreamName
        let expected: ExpectedVersion
        let records: Range<Int>

        /// The refusal of this part while its stream is at `version`; `nil` when it may go on.
        func conflict(at version: StreamVersion) -> EventLogError? {
            switch expected {
            case .exactly(let expected) where expected != version:
                .versionConflict(stream: stream, expected: expected, actual: version)
            case .exactly, .any: nil
            }
        }
    }

    /// Where one record stands in `bytes`, and how much of it is its envelope.
    struct Record: Sendable {
        let start: Int
        let count: Int
        let envelopeCount: Int

        var range: Range<Int> { start..<start + count }
    }

    let parts: [Part]
    let records: [Record]
    let bytes: [UInt8]

    init(_ appends: [StreamAppend], site: String, eventSizeMax: Int) throws(EventLogError) {
        var plan = Plan(site: site, eventSizeMax: eventSizeMax)
        for append in appends { try plan.add(append) }
        guard !plan.records.isEmpty else { throw .invalid("an append needs at least one event") }
        let records = plan.records
        self.parts = plan.parts
        self.records = records
        self.bytes = [UInt8](unsafeUninitializedCapacity: plan.count) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            Self.write(appends, records, site: site, to: bytes)
            count = bytes.count
        }
    }

    /// Copies the bytes of a record.
    @inline(__always)
    func copy(_ record: Record, to target: UnsafeMutableRawBufferPointer) {
        bytes.withUnsafeBytes { source in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[record.range]))
        }
    }

    private static func write(
        _ appends: [StreamAppend], _ records: [Record], site: String,
        to bytes: UnsafeMutableRawBufferPointer
    ) {
        var next = 0
        for append in appends {
            let encoder = EnvelopeEncoder(site: site, stream: append.stream)
            for index in append.events.indices {
                let record = records[next]
                let target = bytes[record.range]
                write(
                    append.events[index], record, encoder,
                    to: UnsafeMutableRawBufferPointer(rebasing: target))
                next += 1
            }
        }
    }

    /// Kind, envelope, salt and payload; then the commitment over the last two.
    private static func write(
        _ event: borrowing NewEvent, _ record: Record, _ encoder: EnvelopeEncoder,
        to bytes: UnsafeMutableRawBufferPointer
    ) {
        bytes[0] = RecordLayout.Kind.complete.rawValue
        let salt = RecordLayout.envelope + record.envelopeCount
        let envelope = UnsafeMutableRawBufferPointer(rebasing: bytes[RecordLayout.envelope..<salt])
        encoder.write(event, to: envelope)
        event.salt.store(in: bytes, at: salt)
        _ = event.payload.withUnsafeBytes { bytes.store($0, at: salt + Salt.byteCount) }
        Hashing.store(
            of: UnsafeRawBufferPointer(rebasing: bytes[salt...]),
            to: envelope.baseAddress! + EnvelopeLayout.commitment)
    }
}

extension PreparedAppend {
    /// Where everything will stand; finds out how many bytes there are.
    private struct Plan {
        let site: String
        let eventSizeMax: Int
        var parts: [Part] = []
        var records: [Record] = []
        var count = 0

        init(site: String, eventSizeMax: Int) {
            self.site = site
            self.eventSizeMax = eventSizeMax
        }

        mutating func add(_ append: StreamAppend) throws(EventLogError) {
            guard !parts.contains(where: { $0.stream == append.stream }) else {
                throw .invalid("stream \(append.stream) is named twice in one append")
            }
            let first = records.count
            let encoder = EnvelopeEncoder(site: site, stream: append.stream)
            records.reserveCapacity(first + append.events.count)
            for index in append.events.indices { try add(append.events[index], encoder) }
            parts.append(
                Part(
                    stream: append.stream, expected: append.expected,
                    records: first..<records.count))
        }

        private mutating func add(
            _ event: borrowing NewEvent, _ encoder: EnvelopeEncoder
        ) throws(EventLogError) {
            let envelope = try encoder.measure(event)
            let size = envelope + Salt.byteCount + event.payload.count
            guard size <= eventSizeMax else {
                throw .tooLarge(what: "the event", bytes: size, limit: eventSizeMax)
            }
            let record = Record(
                start: count, count: RecordLayout.envelope + size, envelopeCount: envelope)
            records.append(record)
            count += record.count
        }
    }
}
