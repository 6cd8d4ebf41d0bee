import Glibc

/// Dates and times of ISO 8601, as far as people write them.
enum CalendarTime {
    /// The Unix milliseconds that a text covers, from the first to the last one of its smallest
    /// unit; `nil` when it is no such text or no such day exists. Without a zone it is local time.
    static func span(_ text: String) -> ClosedRange<Int64>? {
        let form =
            /(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,3}))?)?)? ?(Z|[+-]\d{2}:?\d{2})?/
        guard let match = text.wholeMatch(of: form) else { return nil }
        let numbers = [
            match.1, match.2, match.3, match.4 ?? "00", match.5 ?? "00", match.6 ?? "00",
        ]
        .compactMap { Int32($0) }
        guard let zone = match.8.map({ offset($0) }) ?? .local,
            let seconds = seconds(numbers, zone)
        else { return nil }
        let fraction = match.7.map { ($0 + "000").prefix(3) }.flatMap { Int64($0) } ?? 0
        let start = seconds * 1_000 + fraction
        return start...start + length(match.4, match.6, match.7) - 1
    }

    private enum Zone {
        case local
        case seconds(Int64)
    }

    /// How many milliseconds the smallest written unit has.
    private static func length(
        _ hour: Substring?, _ second: Substring?, _ fraction: Substring?
    ) -> Int64 {
        if let fraction { return [100, 10, 1][fraction.count - 1] }
        if second != nil { return 1_000 }
        return hour == nil ? 86_400_000 : 60_000
    }

    private static func offset(_ text: Substring) -> Zone? {
        guard text != "Z" else { return .seconds(0) }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard let hours = Int64(digits.prefix(2)), let minutes = Int64(digits.suffix(2)),
            hours < 24, minutes < 60
        else { return nil }
        return .seconds((text.first == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60))
    }

    /// Year, month, day, hour, minute and second as Unix seconds; `nil` when there is no such time.
    private static func seconds(_ parts: [Int32], _ zone: Zone) -> Int64? {
        var time = tm()
        time.tm_isdst = -1
        (time.tm_year, time.tm_mon, time.tm_mday) = (parts[0] - 1_900, parts[1] - 1, parts[2])
        (time.tm_hour, time.tm_min, time.tm_sec) = (parts[3], parts[4], parts[5])
        guard isTime(parts), isDay(time) else { return nil }
        switch zone {
        case .local: return Int64(mktime(&time))
        case .seconds(let offset): return Int64(timegm(&time)) - offset
        }
    }

    private static func isTime(_ parts: [Int32]) -> Bool {
        parts[3] < 24 && parts[4] < 60 && parts[5] < 60
    }

    /// The C library turns 31 November into 1 December instead of refusing it.
    private static func isDay(_ time: tm) -> Bool {
        var normal = time
        _ = timegm(&normal)
        return normal.tm_mon == time.tm_mon && normal.tm_mday == time.tm_mday
    }
}
