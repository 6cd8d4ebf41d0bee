import Domain
import Glibc

/// The standard output: a terminal of some size, or a file or pipe.
struct Terminal: Equatable {
    /// Whether somebody watches, so that lines can be drawn again in place.
    let isInteractive: Bool
    /// Whether to write colours: on a terminal, unless `NO_COLOR` is set or `TERM` is `dumb`.
    let hasColour: Bool
    let columns: Int
    let rows: Int

    /// The terminal as it is now; its size may change at any time.
    static var current: Terminal {
        let isInteractive = isatty(STDOUT_FILENO) == 1 && variable("TERM") != "dumb"
        let size = windowSize(of: STDOUT_FILENO)
        return Terminal(
            isInteractive: isInteractive,
            hasColour: isInteractive && (variable("NO_COLOR") ?? "").isEmpty,
            columns: size?.columns ?? 80,
            rows: size?.rows ?? 24)
    }

    /// Writes to the standard output, at once.
    static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Writes one line to the standard output.
    static func writeLine(_ line: String) { write(line + "\n") }

    /// Writes one line to the standard error.
    static func complain(_ line: String) { write(line + "\n", to: STDERR_FILENO) }

    /// Prints an answer as JSON, or as lines for people.
    static func show(_ data: JSONValue, asJSON: Bool, _ lines: () -> [InkedLine]) {
        if asJSON { return writeLine(data.text(indent: 2)) }
        let hasColour = current.hasColour
        for line in lines() { writeLine(line.text(inColour: hasColour)) }
    }

    /// Writes to the standard error, at once.
    static func alert(_ text: String) { write(text, to: STDERR_FILENO) }

    /// Nobody is left to be told when writing fails.
    private static func write(_ text: String, to file: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// Whether the standard error is a terminal whose lines can be drawn again in place.
    static var canRedrawErrors: Bool {
        isatty(STDERR_FILENO) == 1 && variable("TERM") != "dumb"
    }

    /// The width of the standard error's terminal.
    static var errorColumns: Int { windowSize(of: STDERR_FILENO)?.columns ?? 80 }

    private static func windowSize(of file: Int32) -> (columns: Int, rows: Int)? {
        var size = winsize()
        guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
        else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
