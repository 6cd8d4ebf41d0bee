public import EventStore

/// A moment of the past as somebody names it: a position of the log, or a time.
public enum Moment: Hashable, Sendable {
    /// A place in the log.
    case position(Position)
    /// The Unix milliseconds that a text stands for: one instant, or as many as its last unit is
    /// long. `2026-11-21 05:31` is the whole minute.
    case time(ClosedRange<Int64>)

    /// Whole numbers from here on are Unix milliseconds (this one is in March 1973), smaller ones
    /// are positions.
    public static let firstMilliseconds: UInt64 = 100_000_000_000

    /// Reads what a person writes.
    ///
    /// - `1234`: a position; `1763703104123`: Unix milliseconds;
    /// - `2026-11-21T05:31:44.123+08:00`, `2026-11-21T05:31Z`: ISO 8601 with a zone;
    /// - `2026-11-21 05:31:44`, `2026-11-21 05:31`, `2026-11-21`: local time;
    /// - `10m ago` with s, m, h, d or w, and `now`.
    /// - Parameter now: the time that `ago` counts from, in Unix milliseconds.
    /// - Throws: `MomentError` for anything else.
    public init(_ text: String, now: Int64) throws(MomentError) {
        let text = text.trimmed
        if let number = UInt64(text) {
            self = Self.number(number)
        } else if let instant = Self.relative(text, now: now) {
            self = .time(instant...instant)
        } else if let span = CalendarTime.span(text) {
            self = .time(span)
        } else {
            throw MomentError(text: text)
        }
    }

    private static func number(_ number: UInt64) -> Moment {
        guard number >= firstMilliseconds else { return .position(Position(number)) }
        let instant = Int64(clamping: number)
        return .time(instant...instant)
    }

    private static func relative(_ text: String, now: Int64) -> Int64? {
        if text == "now" { return now }
        guard let match = text.wholeMatch(of: /(\d{1,9}) ?(s|m|h|d|w) ago/),
            let count = Int64(match.1), let seconds = secondsOfUnit[String(match.2)]
        else { return nil }
        return now - count * seconds * 1_000
    }

    private static let secondsOfUnit: [String: Int64] = [
        "s": 1, "m": 60, "h": 3_600, "d": 86_400, "w": 604_800,
    ]
}

/// A text that names no moment.
public struct MomentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text.
    public let text: String

    public var description: String {
        "\"\(text)\" is no moment: give a position (1234), a time (2026-11-21 05:31:44, "
            + "2026-11-21T05:31:44Z), Unix milliseconds, or a span such as \"10m ago\""
    }
}

extension String {
    /// Without spaces at both ends.
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
