import Foundation

/// Wall-clock time of a piece of work, in seconds.
func seconds(_ body: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try body()
    let time = (ContinuousClock.now - start).components
    return Double(time.seconds) + Double(time.attoseconds) / 1e18
}

/// Time that the processors spent on this program, all threads together, in seconds.
func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
    let start = clock()
    try body()
    return Double(clock() - start) / 1_000_000
}

extension [Double] {
    /// The middle value: one bad round on a busy machine does not move it.
    var median: Double { sorted()[count / 2] }
}

/// A directory of its own, removed with everything in it.
func withDirectory(_ body: @Sendable (String) async throws -> Void) async throws {
    let parent = ProcessInfo.processInfo.environment["BENCH_DIR"] ?? "/tmp"
    let path = "\(parent)/segment-bench-\(UInt64.random(in: .min ... .max))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await body(path)
}

/// The memory of this process that is not a mapped file, in KiB.
func anonymousMemory() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
    return Int(line.filter(\.isNumber)) ?? 0
}

/// A number for people: three digits that matter.
func short(_ number: Double) -> String {
    switch number {
    case 10_000...: "\(Int(number / 1_000)) k"
    case 100...: "\(Int(number))"
    default: "\(Double(Int(number * 100)) / 100)"
    }
}

/// One line of the table: what, the floor, ours, the ratio, the bar.
func row(_ what: String, _ floor: Double, _ ours: Double, ratio: Double, bar: Double?) {
    let verdict = bar.map { ratio >= $0 ? "ok (bar \($0))" : "BELOW the bar of \($0)" } ?? ""
    let cells = [(what, 49), (short(floor), 14), (short(ours), 14), (short(ratio), 8)]
    print(
        cells.map { $0.0.padding(toLength: max($0.0.count, $0.1), withPad: " ", startingAt: 0) }
            .joined() + verdict)
}
