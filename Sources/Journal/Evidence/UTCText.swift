import Domain
import Glibc

/// Times and lines of the page for people, the same wherever it is made.
enum UTCText {
    /// `2026-11-21 09:15:08.300 UTC`.
    static func time(_ timestamp: Timestamp) -> String {
        let milliseconds = timestamp.millisecondsSinceEpoch
        let (seconds, rest) = milliseconds.quotientAndRemainderRoundingDown(by: 1_000)
        var time = time_t(seconds)
        var parts = tm()
        gmtime_r(&time, &parts)
        let fields = [
            (parts.tm_year + 1_900, 4), (parts.tm_mon + 1, 2), (parts.tm_mday, 2),
            (parts.tm_hour, 2), (parts.tm_min, 2), (parts.tm_sec, 2), (Int32(rest), 3),
        ].map { padded($0, $1) }
        return "\(fields[0])-\(fields[1])-\(fields[2]) "
            + "\(fields[3]):\(fields[4]):\(fields[5]).\(fields[6]) UTC"
    }

    /// A text without control characters, which would break the lines of a signed text.
    static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map {
                    $0.value < 0x20 || 0x7F...0x9F ~= $0.value ? " " : $0
                }))
    }

    private static func padded(_ number: Int32, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension Int64 {
    fileprivate func quotientAndRemainderRoundingDown(by divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
