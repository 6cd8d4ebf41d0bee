import Foundation
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

    /// The value below which a share of them lies.
    func quantile(_ share: Double) -> Double { sorted()[Int(Double(count - 1) * share)] }
}

/// The smallest, the middle and the largest of some ratios.
struct Spread {
    let low: Double
    let median: Double
    let high: Double
}

func spread(_ ratios: [Double]) -> Spread {
    let sorted = ratios.sorted()
    return Spread(low: sorted[0], median: ratios.median, high: sorted[sorted.count - 1])
}

/// A time for people.
func microseconds(_ seconds: Double) -> String { "\(Int(seconds * 1e6)) us" }

/// A directory of its own, removed with everything in it.
func withDirectory<Answer>(_ body: (String) async throws -> Answer) async throws -> Answer {
    let parent = getenv("BENCH_DIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/log-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("mkdtemp failed: \(errno)") }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { removeDirectory(path) }
    return try await body(path)
}

/// Removes a directory and what is in it.
func removeDirectory(_ path: String) { try? FileManager.default.removeItem(atPath: path) }

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
    row(what, floor, ours, short(ratio), verdict(bar.map { (ratio >= $0, "bar \($0)") }))
}

/// The same with a spread of the ratio, whose median has to reach the bar.
func row(_ what: String, _ floor: String, _ ours: String, _ ratio: Spread, bar: Double?) {
    row(
        what, floor, ours, text(ratio), verdict(bar.map { (ratio.median >= $0, "bar \($0)") }))
}

/// The same for a ratio that must not be above the bar.
func row(_ what: String, _ floor: String, _ ours: String, _ ratio: Spread, atMost bar: Double?) {
    row(
        what, floor, ours, text(ratio),
        verdict(bar.map { (ratio.median <= $0, "bar at most \($0)") }))
}

/// One line for times that are ours alone, in milliseconds: their median must be below the bar.
func timesRow(_ what: String, _ times: [Double], bar: Double?) {
    let median = times.median * 1_000
    let (p99, worst) = (times.quantile(0.99) * 1_000, (times.max() ?? 0) * 1_000)
    let verdict = bar.map { median < $0 ? "ok (bar \($0))" : "ABOVE the bar of \($0)" } ?? ""
    let filler = String(repeating: " ", count: max(1, 56 - what.count))
    let figures = "median \(short(median)), p99 \(short(p99)), worst \(short(worst))"
    print("\(what)\(filler)\(figures)  \(verdict)")
    fflush(nil)
}

private func verdict(_ outcome: (isReached: Bool, bar: String)?) -> String {
    outcome.map { $0.isReached ? "ok (\($0.bar))" : "MISSED (\($0.bar))" } ?? ""
}

private func text(_ ratio: Spread) -> String {
    ratio.low == ratio.high
        ? short(ratio.median)
        : "\(short(ratio.median)) (\(short(ratio.low)) to \(short(ratio.high)))"
}

private func row(
    _ what: String, _ floor: String, _ ours: String, _ ratio: String, _ verdict: String
) {
    let cells = [(what, 56), (floor, 12), (ours, 12), (ratio, 24)]
    let padded = cells.map { text, width in
        text + String(repeating: " ", count: max(1, width - text.count))
    }
    print(padded.joined() + verdict)
    fflush(nil)
}
