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
        self.isOn = isOn && Terminal.canRedrawErrors
    }

    /// Draws the line, at most once for each thousandth.
    func show(_ done: UInt64, of total: UInt64) {
        let part = Self.thousandths(done, of: total)
        guard isOn, part != exchange(part) else { return }
        draw("\(done) of \(total) \(verb), \(part / 10) %")
    }

    /// Draws another text in place of the line, as long as nothing can be counted.
    func show(_ text: String) {
        guard isOn else { return }
        _ = exchange(Self.textOnly)
        draw(text)
    }

    /// Removes the line.
    func end() {
        guard exchange(Self.nothing) != Self.nothing else { return }
        Terminal.alert("\r\u{1B}[K")
    }

    /// A line that was wrapped could not be drawn over.
    private func draw(_ text: String) {
        let line = InkedLine(text).clipped(to: Terminal.errorColumns - 1).plainText
        Terminal.alert("\r\(line)\u{1B}[K")
    }

    static func thousandths(_ done: UInt64, of total: UInt64) -> Int {
        guard total > 0 else { return 1_000 }
        let product = min(done, total).multipliedFullWidth(by: 1_000)
        return Int(total.dividingFullWidth(product).quotient)
    }

    private static let nothing = -1
    private static let textOnly = -2

    private func exchange(_ new: Int) -> Int {
        shown.withLock { shown in
            defer { shown = new }
            return shown
        }
    }
}
