/// A length of time in words that change little while it grows.
enum Elapsed {
    /// `0.4 s`, `12.3 s`, `2 m 05 s` or `1 h 02 m`.
    static func text(milliseconds: Int64) -> String {
        let tenths = max(0, milliseconds) / 100
        let seconds = tenths / 10
        switch seconds {
        case ..<60: return "\(seconds).\(tenths % 10) s"
        case ..<3600: return "\(seconds / 60) m \(twoDigits(seconds % 60)) s"
        default: return "\(seconds / 3600) h \(twoDigits(seconds / 60 % 60)) m"
        }
    }

    private static func twoDigits(_ number: Int64) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
