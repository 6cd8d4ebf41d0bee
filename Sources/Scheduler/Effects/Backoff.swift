/// The pauses between tries of one piece of work: each twice as long as the one before, and less a
/// part of up to half that differs from work to work, so that what failed together is not tried
/// together again.
///
/// The part follows from the name of the work, not from a generator: a simulation repeats itself.
public struct Backoff: Sendable {
    private let name: String
    private let longest: Int64
    private var next: Int64
    private var count: UInt64 = 0

    /// - Parameters:
    ///   - name: The work.
    ///   - first: The first pause, in milliseconds.
    ///   - longest: The longest pause, in milliseconds.
    public init(of name: String, first: Int64, longest: Int64) {
        self.name = name
        self.longest = longest
        next = first
    }

    /// The next pause, in milliseconds.
    public mutating func pause() -> Int64 {
        count += 1
        let whole = next
        next = min(longest, next * 2)
        return whole - Int64(hash % UInt64(whole / 2 + 1))
    }

    /// FNV-1a over name and number of the try.
    private var hash: UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0100_0000_01b3 }
        for shift in stride(from: 0, to: 64, by: 8) {
            hash = (hash ^ (count >> UInt64(shift) & 0xff)) &* 0x0100_0000_01b3
        }
        return hash ^ hash >> 32
    }
}
