/// The dictionary of a block as it is written: some entries are told by what stands elsewhere.
struct DictionaryEntries {
    private enum Entry {
        case bytes(UnsafeRawBufferPointer)
        /// Which of the plain part's UUIDs.
        case uuid(Int)
        /// Which event's id.
        case eventID(Int)
    }

    private var entries: [Entry] = []
    private(set) var uuidCount = 0

    var count: Int { entries.count }

    init(_ columns: inout ByteReader, events: Int) throws(SegmentError) {
        let limit = BlockColumn.count * events
        let count = try columns.varint("the number of dictionary entries", max: limit)
        guard count > 0 else { throw columns.invalid("the dictionary is empty") }
        entries.reserveCapacity(count)
        for _ in 0..<count { try add(&columns, events) }
    }

    private mutating func add(_ columns: inout ByteReader, _ events: Int) throws(SegmentError) {
        let head = try columns.varint("a dictionary entry")
        let number = head >> DictionaryForm.bits
        switch DictionaryForm(rawValue: head & DictionaryForm.mask) {
        case .bytes:
            let count = Int(clamping: number)
            entries.append(.bytes(try columns.take(count, "a dictionary entry")))
        case .uuid where number == 0:
            entries.append(.uuid(uuidCount))
            uuidCount += 1
        case .eventID where number < UInt64(events):
            entries.append(.eventID(Int(number)))
        case .uuid, .eventID, nil:
            throw columns.invalid("a dictionary entry begins with \(head)")
        }
    }

    /// The pieces themselves.
    func resolved(
        _ uuids: UnsafeRawBufferPointer, _ times: [UInt64], _ tails: [UnsafeRawBufferPointer]
    ) -> [[UInt8]] {
        entries.map { entry in
            switch entry {
            case .bytes(let bytes):
                return Array(bytes)
            case .uuid(let number):
                let start = number * UUIDText.byteCount
                return UUIDText(bytes: uuids, at: start).text
            case .eventID(let event):
                var id = ByteWriter()
                id.number(times[event] << 16)
                let time = id.bytes.prefix(BlockID.timeCount)
                return Array(time + tails[event]).withUnsafeBytes { UUIDText(bytes: $0).text }
            }
        }
    }
}
