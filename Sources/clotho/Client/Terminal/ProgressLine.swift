import Glibc
import Synchronization

/// How far a long piece of work is: one line on the standard error that is drawn again in place.
///
/// Nothing is drawn where the standard error is no terminal.
final class ProgressLine: Sendable {
    private let verb: String
    private let isOn: Bool
    private let shown = Mutex(-1)

    /// - Parameter verb: What is counted and what is done to it, such as `events exported`.
    init(_ verb: String, isOn: Bool = true) {
        self.verb = verb
        self.isOn = isOn && isatty(STDERR_FILENO) == 1
    }

    /// Draws the line, at most once for each thousandth.
    func show(_ done: UInt64, of total: UInt64) {
        let part = total == 0 ? 1_000 : Int(done * 1_000 / total)
        guard isOn, part != exchange(part) else { return }
        Terminal.alert("\r\(done) of \(total) \(verb), \(part / 10) %\u{1B}[K")
    }

    /// Removes the line.
    func end() {
        guard exchange(-1) >= 0 else { return }
        Terminal.alert("\r\u{1B}[K")
    }

    private func exchange(_ new: Int) -> Int {
        shown.withLock { shown in
            defer { shown = new }
            return shown
        }
    }
}
