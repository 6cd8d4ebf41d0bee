/// An append as the writer wants it: checked, encoded and hashed on the caller's side.
///
/// What is left to the writer are positions, stream versions and the leaf hash.
struct PreparedAppend: Sendable {
    /// Events of one stream that stand one after the other: a range of `records`.
    struct Part: Sendable {
        let stream: StreamName
        let expected: ExpectedVersion
        let records: Range<Int>
        /// The number of the part behind which the stream goes on here; `nil` for its first one.
        let follows: Int?

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
        /// How the log on disk stores it; `nil` when as it is here.
        let packing: RecordPacking?

        var range: Range<Int> { start..<start + count }
    }

    let parts: [Part]
    let records: [Record]
    let bytes: [UInt8]
    /// The events whose payloads are destroyed in the same commit.
    let erased: [Position]
    /// Events of other sites, which come before the records.
    private(set) var imports = PreparedImports()

    /// How many events a commit gets by it, and how many bytes.
    var eventCount: Int { records.count + imports.records.count }
    var byteCount: Int { bytes.count + imports.bytes.count }

    init(
        _ append: ImportAppend, site: String, eventSizeMax: Int, texts: SharedTexts? = nil
    ) throws(EventLogError) {
        let imports = try PreparedImports(append.events, eventSizeMax: eventSizeMax)
        try self.init(
            append.appends, site: site, eventSizeMax: eventSizeMax, texts: texts,
            needsEvents: false)
        self.imports = imports
    }

    /// - Parameter texts: The numbers of texts; without them nothing is packed.
    init(
        _ appends: [StreamAppend], erasing erased: [Position] = [], site: String,
        eventSizeMax: Int, texts: SharedTexts? = nil, needsEvents: Bool = true
    ) throws(EventLogError) {
        self.erased = erased
        var plan = AppendPlan(site: site, eventSizeMax: eventSizeMax, texts: texts)
        for append in appends { try plan.add(append) }
        guard !plan.records.isEmpty || !needsEvents else {
            throw .invalid("an append needs at least one event")
        }
        var arePrintable = true
        bytes = [UInt8](unsafeUninitializedCapacity: plan.byteCount) { buffer, count in
            arePrintable = plan.write(appends, to: UnsafeMutableRawBufferPointer(buffer))
            count = buffer.count
        }
        if !arePrintable { try plan.check(appends) }
        parts = plan.parts
        records = plan.records
    }

    /// Lends the bytes of a record.
    @inline(__always)
    func withBytes<Answer>(
        of record: Record, _ body: (UnsafeRawBufferPointer) -> Answer
    ) -> Answer {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[record.range])) }
    }
}
