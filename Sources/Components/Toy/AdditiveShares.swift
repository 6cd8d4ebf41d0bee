import Domain

/// Numbers split into two shares that add up to them modulo 2^64.
///
/// One share is drawn evenly at random, so either share alone says nothing of the number.
enum AdditiveShares {
    static func split(_ numbers: [UInt64]) -> (kept: [UInt64], given: [UInt64]) {
        var random = SystemRandomNumberGenerator()
        let given = numbers.map { _ in random.next() as UInt64 }
        return (zip(numbers, given).map { $0 &- $1 }, given)
    }

    /// 8 bytes for each share, little-endian.
    static func encode(_ shares: [UInt64]) -> [UInt8] {
        shares.flatMap { share in
            (0..<8).map { UInt8(truncatingIfNeeded: share >> (8 * UInt64($0))) }
        }
    }

    static func decode(
        _ bytes: [UInt8], count: Int, from party: Party
    ) throws(ComponentError) -> [UInt64] {
        guard bytes.count == 8 * count else {
            throw ComponentError(
                "\(party) sent \(bytes.count) bytes instead of \(8 * count); data_num must be "
                    + "the same at both parties")
        }
        return stride(from: 0, to: bytes.count, by: 8).map { start in
            bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
    }
}
