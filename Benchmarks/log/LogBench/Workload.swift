import EventStore
import LogFloor

/// Events like those of a running job, the same in every run.
enum Workload {
    static let streamCount = 64

    static func stream(_ number: Int) -> StreamName {
        let digits = String(number)
        let padded = String(repeating: "0", count: 3 - digits.utf8.count) + digits
        guard let name = StreamName("party-20240101120000000\(padded)/guest/9999") else {
            preconditionFailure("The workload's stream names are valid")
        }
        return name
    }

    static func events(_ count: Int) -> [NewEvent] {
        var random = SplitMix(state: 42)
        return (0..<count).map { number in
            let size = 130 + Int(random.next() % 160)
            return NewEvent(
                id: .make(milliseconds: 1_700_000_000_000 + Int64(number), random: &random),
                type: "task.status.reported", schema: 1, recordedAt: 1_700_000_000_000,
                actor: "party:guest:9999", correlationID: "20240101120000000001",
                causationID: "018bcfe5-6800-7000-8000-000000000000", visibility: .parties,
                salt: .make(using: &random),
                payload: (0..<size).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        }
    }

    static func append(_ events: [NewEvent], to stream: Int) -> [StreamAppend] {
        [StreamAppend(stream: Self.stream(stream % streamCount), expected: .any, events: events)]
    }
}

/// SplitMix64.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The bytes that the log writes for some events, for C to write too.
struct FloorRecords {
    private let bytes: [UInt8]
    private let ends: [Int]

    init(_ events: [RecordedEvent]) {
        var bytes: [UInt8] = []
        ends = events.map { event in
            bytes += [0] + event.envelope.encoded + event.salt.bytes + event.payload
            return bytes.count
        }
        self.bytes = bytes
    }

    /// Lends the bytes and where each piece ends.
    func withBytes<Answer>(
        _ body: (UnsafePointer<CChar>, UnsafePointer<Int>, Int) -> Answer
    ) -> Answer {
        bytes.withUnsafeBytes { bytes in
            ends.withUnsafeBufferPointer { ends in
                body(
                    bytes.baseAddress!.assumingMemoryBound(to: CChar.self), ends.baseAddress!,
                    ends.count)
            }
        }
    }

    func append(_ count: Int, to log: OpaquePointer, stream: Int) {
        bytes.withUnsafeBufferPointer { bytes in
            ends.withUnsafeBufferPointer { ends in
                ends.withMemoryRebound(to: size_t.self) { ends in
                    var records = floor_records(
                        bytes: bytes.baseAddress, ends: ends.baseAddress, count: ends.count)
                    floor_append(log, &records, count, UInt32(stream % Workload.streamCount))
                }
            }
        }
    }
}
