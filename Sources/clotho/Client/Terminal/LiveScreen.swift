/// Draws lines again in the place of those before.
///
/// Pure: it only knows what it drew last. A frame must be lower than the terminal, as the cursor
/// cannot go back above its top.
struct LiveScreen {
    private var drawnLines = 0
    private var size: [Int] = []

    /// The text that replaces the last frame by this one.
    mutating func frame(_ lines: [InkedLine], on terminal: Terminal) -> String {
        var text = start(on: terminal)
        for line in lines {
            text += line.clipped(to: terminal.columns).text(inColour: terminal.hasColour)
            text += "\u{1B}[K\n"
        }
        drawnLines = lines.count
        return text + "\u{1B}[J"
    }

    /// Goes back to the first line; after a change of size the old lines may have been wrapped, so
    /// everything is cleared instead.
    private mutating func start(on terminal: Terminal) -> String {
        let before = size
        size = [terminal.columns, terminal.rows]
        if !before.isEmpty, before != size { return "\u{1B}[2J\u{1B}[H" }
        return drawnLines == 0 ? "" : "\u{1B}[\(drawnLines)A\r"
    }
}
