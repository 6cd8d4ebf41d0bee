public import Domain
import Glibc

/// Makes job ids in FATE's form: local time to the microsecond and a counter
/// (FATE-Flow `utils/job_utils.py`), never the same twice in one process.
public actor JobIDs {
    private var last: Int64 = 0

    /// Makes a source of ids.
    public init() {}

    /// The next id; the microseconds count on within one millisecond.
    public func next(at moment: Timestamp) -> JobID {
        last = max(last + 1, moment.millisecondsSinceEpoch * 1_000)
        var seconds = time_t(last / 1_000_000)
        var local = tm()
        localtime_r(&seconds, &local)
        let digits =
            Self.padded(Int(local.tm_year) + 1_900, 4) + Self.padded(Int(local.tm_mon) + 1, 2)
            + Self.padded(Int(local.tm_mday), 2) + Self.padded(Int(local.tm_hour), 2)
            + Self.padded(Int(local.tm_min), 2) + Self.padded(Int(local.tm_sec), 2)
            + Self.padded(Int(last % 1_000_000), 6) + "0"
        guard let job = JobID(digits) else { preconditionFailure("Digits make a job id") }
        return job
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
