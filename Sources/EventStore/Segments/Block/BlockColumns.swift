/// Takes the columns of a block apart and puts the records together again.
struct BlockColumns {
    private let head: BlockHead
    private var columns: ByteReader
    private var plain: ByteReader
    private let place: UInt64

    init(_ head: BlockHead, _ columns: UnsafeRawBufferPointer, at place: UInt64) {
        self.head = head
        self.columns = ByteReader(columns, at: place, isInFile: false)
        self.plain = ByteReader(head.plain, at: place, isInFile: false)
        self.place = place
    }

    /// The records; every byte of the block has been used when they are there.
    mutating func records() throws(SegmentError) -> [RecordedEvent] {
        let entries = try DictionaryEntries(&columns, events: head.count)
        var pieces: [[Int]] = []
        for _ in 0..<BlockColumn.count { pieces.append(try numbers(max: entries.count - 1)) }
        let kinds = try columns.take(head.count, "the kinds")
        let fields = try BlockFields(&columns, head, streams: pieces[BlockColumn.stream])
        let uuids = try plain.take(entries.uuidCount * UUIDText.byteCount, "the ids of causes")
        let contents = try BlockContents(&columns, &plain, kinds)
        try columns.end(of: "the columns")
        try plain.end(of: "the plain part")
        let dictionary = entries.resolved(uuids, fields.times, contents.idTails)
        let builder = RecordBuilder(
            dictionary: dictionary, pieces: pieces, kinds: kinds, fields: fields,
            contents: contents, place: place)
        return try builder.records()
    }

    private mutating func numbers(max limit: Int) throws(SegmentError) -> [Int] {
        var numbers: [Int] = []
        numbers.reserveCapacity(head.count)
        for _ in 0..<head.count {
            numbers.append(try columns.varint("a number of the dictionary", max: limit))
        }
        return numbers
    }
}

/// The columns of numbers.
struct BlockFields {
    /// In the log that the segment is of.
    private(set) var positions: [UInt64] = []
    /// In the log of the origin.
    private(set) var origins: [UInt64] = []
    private(set) var versions: [UInt64] = []
    private(set) var recordedAt: [Int64] = []
    /// The first 48 bits of the ids.
    private(set) var times: [UInt64] = []

    init(
        _ columns: inout ByteReader, _ head: BlockHead, streams: [Int]
    ) throws(SegmentError) {
        try readPositions(&columns, head)
        origins.reserveCapacity(head.count)
        for position in positions {
            let change = try columns.zigzag("an origin position")
            origins.append(position &+ UInt64(bitPattern: change))
        }
        var known = [UInt64](repeating: 0, count: (streams.max() ?? 0) + 1)
        versions.reserveCapacity(head.count)
        for stream in streams {
            let change = try columns.zigzag("a stream version")
            known[stream] = known[stream] &+ 1 &+ UInt64(bitPattern: change)
            versions.append(known[stream])
        }
        var time: Int64 = 0
        recordedAt.reserveCapacity(head.count)
        for _ in 0..<head.count {
            time = time &+ (try columns.zigzag("a time"))
            recordedAt.append(time)
        }
        times.reserveCapacity(head.count)
        for time in recordedAt {
            let own = (time & BlockID.timeMask) &+ (try columns.zigzag("the time of an id"))
            times.append(UInt64(bitPattern: own & BlockID.timeMask))
        }
    }

    private mutating func readPositions(
        _ columns: inout ByteReader, _ head: BlockHead
    ) throws(SegmentError) {
        positions.reserveCapacity(head.count)
        for _ in 0..<head.count {
            let gap = try columns.varint("a gap between positions")
            // Compared before it is added: behind the last position there need not be a number.
            let room = head.last.number - (positions.last ?? head.first.number)
            guard positions.isEmpty ? gap == 0 : gap < room else {
                throw columns.invalid("an event stands outside \(head.first) to \(head.last)")
            }
            positions.append(positions.last.map { $0 + gap + 1 } ?? head.first.number)
        }
        guard positions.last == head.last.number else {
            throw columns.invalid("the last event does not stand at \(head.last)")
        }
    }
}

/// What the events hold besides their fields: parts of the columns and of the plain part.
struct BlockContents {
    /// The random parts of the ids.
    private(set) var idTails: [UnsafeRawBufferPointer] = []
    /// The salt of a complete event, the commitment of one without its payload.
    private(set) var seals: [UnsafeRawBufferPointer] = []
    /// Empty for an event without its payload.
    private(set) var payloads: [UnsafeRawBufferPointer] = []

    init(
        _ columns: inout ByteReader, _ plain: inout ByteReader, _ kinds: UnsafeRawBufferPointer
    ) throws(SegmentError) {
        var counts: [Int] = []
        for kind in kinds {
            guard let kind = RecordLayout.Kind(rawValue: kind) else {
                throw columns.invalid("an event is of the unknown kind \(kind)")
            }
            idTails.append(try plain.take(BlockID.tailCount, "an id"))
            switch kind {
            case .complete:
                seals.append(try plain.take(Salt.byteCount, "a salt"))
                counts.append(
                    try columns.varint(
                        "the length of a payload", max: SegmentLayout.blockUnpackedMax))
            case .envelopeOnly:
                seals.append(try plain.take(Hashing.byteCount, "a commitment"))
                counts.append(0)
            }
        }
        for count in counts { payloads.append(try columns.take(count, "a payload")) }
    }
}
