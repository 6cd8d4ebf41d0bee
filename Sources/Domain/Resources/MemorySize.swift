/// An amount of memory as people write it: bytes, or a number with the unit `k`, `m`, `g` or `t`, each
/// 1,024 of the one before, as Spark and the JVM read it (`512m`, `2g`).
public enum MemorySize {
    private static let units: [Character: Int] = [
        "k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40,
    ]

    /// The most that anything asks for, 1 PiB: thousands of such amounts together still fit an `Int`.
    static let bytesMax = 1 << 50

    /// What a value must look like, for a refusal.
    public static let form =
        "a number of bytes, or a number with the unit k, m, g or t such as \"2g\""

    /// The bytes that a text means; `nil` when it is none, or more than 1 PiB.
    public static func bytes(_ text: String) -> Int? {
        let lowercase = text.lowercased()
        let unit = lowercase.last.flatMap { units[$0] }
        let digits = unit == nil ? lowercase[...] : lowercase.dropLast()
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(digits)
        else { return nil }
        let (bytes, overflows) = number.multipliedReportingOverflow(by: unit ?? 1)
        return overflows || bytes > bytesMax ? nil : bytes
    }

    /// The bytes that a JSON number or text means; `nil` when it is neither.
    static func bytes(_ value: JSONValue) -> Int? {
        value.integer.map { 0...bytesMax ~= $0 ? $0 : nil } ?? value.string.flatMap(bytes)
    }

    /// An amount for people: the largest unit that leaves a whole number.
    public static func text(_ bytes: Int) -> String {
        let named = [("t", 40), ("g", 30), ("m", 20), ("k", 10)]
        guard bytes != 0, let (unit, shift) = named.first(where: { bytes % (1 << $0.1) == 0 })
        else {
            return "\(bytes)"
        }
        return "\(bytes >> shift)\(unit)"
    }
}
