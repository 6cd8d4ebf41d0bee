import Glibc

/// Times and their text.
enum Figures {
    /// The clock that never goes back, in milliseconds.
    static func milliseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) * 1e3 + Double(time.tv_nsec) / 1e6
    }

    /// A number with two digits behind the point.
    static func text(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }

    /// The smallest of the sorted values that so many percent do not exceed.
    static func percentile<Value>(_ percent: Int, of sorted: [Value]) -> Value {
        sorted[max(0, (sorted.count * percent + 99) / 100 - 1)]
    }
}
