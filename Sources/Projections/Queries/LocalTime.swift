import Glibc

/// Moments as people at the site write them: `2026-11-21 05:31:44`, local time.
enum LocalTime {
    private static let format = "%Y-%m-%d %H:%M:%S"

    /// The text of Unix milliseconds.
    static func text(_ milliseconds: Int64) -> String {
        var seconds = time_t(milliseconds / 1_000)
        var local = tm()
        localtime_r(&seconds, &local)
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            let count = strftime(start, buffer.count, format, &local)
            return String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// Unix milliseconds of a text; `nil` when it has another form.
    static func milliseconds(_ text: String) -> Int64? {
        let parts = text.split { "- :".contains($0) }.compactMap { Int32($0) }
        guard parts.count == 6, text.utf8.count == 19 else { return nil }
        var local = tm()
        local.tm_isdst = -1
        (local.tm_year, local.tm_mon, local.tm_mday) = (parts[0] - 1_900, parts[1] - 1, parts[2])
        (local.tm_hour, local.tm_min, local.tm_sec) = (parts[3], parts[4], parts[5])
        return Int64(mktime(&local)) * 1_000
    }
}
