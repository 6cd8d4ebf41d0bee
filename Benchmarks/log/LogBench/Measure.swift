import Glibc

/// Wall-clock time of a piece of work, in seconds.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock.now
    try await body()
    let time = (ContinuousClock.now - start).components
    return Double(time.seconds) + Double(time.attoseconds) / 1e18
}

/// Time that the processors spent on this program, all threads together, in seconds.
func processorSeconds(_ body: () async throws -> Void) async rethrows -> Double {
    let start = clock()
    try await body()
    return Double(clock() - start) / 1_000_000
}

extension [Double] {
    /// The middle value: one bad round on a busy machine does not move it.
    var median: Double { sorted()[count / 2] }
}

/// A directory of its own, removed with everything in it.
func withDirectory<Answer>(_ body: (String) async throws -> Answer) async throws -> Answer {
    let parent = getenv("BENCH_DIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/log-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("mkdtemp failed: \(errno)") }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer {
        for name in ["data.mdb", "lock.mdb", "lock"] { unlink(path + "/" + name) }
        rmdir(path)
    }
    return try await body(path)
}

/// A number for people: three digits that matter.
func short(_ number: Double) -> String {
    switch number {
    case 1_000_000...: "\(Double(Int(number / 10_000)) / 100) M"
    case 10_000...: "\(Int(number / 1_000)) k"
    case 100...: "\(Int(number))"
    default: "\(Double(Int(number * 100)) / 100)"
    }
}

/// One line of the table: what, C, ours, the ratio, the bar.
func row(_ what: String, _ floor: String, _ ours: String, _ ratio: Double, bar: Double?) {
    let verdict = bar.map { ratio >= $0 ? "ok (bar \($0))" : "BELOW the bar of \($0)" } ?? ""
    let cells = [(what, 44), (floor, 14), (ours, 14), (short(ratio), 8)]
    let padded = cells.map { text, width in
        text + String(repeating: " ", count: max(1, width - text.count))
    }
    print(padded.joined() + verdict)
}
