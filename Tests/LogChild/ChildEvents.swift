import EventStore

/// Events whose payload says which append they belong to and how many events that append has.
enum ChildEvents {
    static func events(
        _ count: Int, of append: String, size: Int = 0, _ random: inout SplitMix
    ) -> [NewEvent] {
        (0..<count).map { number in
            NewEvent(
                id: .make(milliseconds: 1_700_000_000_000, random: &random),
                type: "test.appended", schema: 1, recordedAt: 1_700_000_000_000, actor: "child",
                correlationID: append, causationID: "", visibility: .site,
                salt: .make(using: &random),
                payload: Array("\(append) \(number) \(count)".utf8)
                    + [UInt8](repeating: UInt8(ascii: " "), count: size))
        }
    }

    static func stream(_ text: String) throws -> StreamName {
        guard let name = StreamName(text) else { throw Wrong("\(text) is no stream name") }
        return name
    }
}

/// SplitMix64: the same numbers in every run with the same seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
