/// Names that nothing else has.
public enum RandomName {
    /// 32 hex digits, 128 bits from the system's generator.
    public static func make() -> String {
        let numbers = (0..<2).map { _ in UInt64.random(in: .min ... .max) }
        return Hex.text(
            numbers.flatMap { number in
                (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
            })
    }
}
