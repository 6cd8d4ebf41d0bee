import Testing

@testable import clotho

@Suite struct TerminalTests {
    private let terminal = Terminal(isInteractive: true, hasColour: true, columns: 10, rows: 5)

    @Test func coloursAreWrittenOnlyWhereAsked() {
        var line = InkedLine("✓ ", .green)
        line.append("done")
        #expect(line.text(inColour: true) == "\u{1B}[32m✓ \u{1B}[0mdone")
        #expect(line.text(inColour: false) == "✓ done")
    }

    @Test func whatIsTooLongIsCut() {
        let line = InkedLine("0123456789")
        #expect(line.clipped(to: 10).plainText == "0123456789")
        #expect(line.clipped(to: 4).plainText == "012…")
        #expect(line.clipped(to: 0).plainText == "")
        #expect(InkedLine.ends(line, InkedLine("ab"), width: 8).plainText == "01234…ab")
        #expect(InkedLine("x").fitted(to: 3).plainText == "x  ")
    }

    @Test func aFrameReplacesTheOneBefore() {
        var screen = LiveScreen()
        #expect(screen.frame([InkedLine("a")], on: terminal) == "a\u{1B}[K\n\u{1B}[J")
        #expect(
            screen.frame([InkedLine("b"), InkedLine("c")], on: terminal)
                == "\u{1B}[1A\rb\u{1B}[K\nc\u{1B}[K\n\u{1B}[J")
        #expect(screen.frame([], on: terminal) == "\u{1B}[2A\r\u{1B}[J")
    }

    @Test func anotherSizeClearsTheScreen() {
        var screen = LiveScreen()
        _ = screen.frame([InkedLine("a")], on: terminal)
        let narrow = Terminal(isInteractive: true, hasColour: true, columns: 4, rows: 5)
        #expect(
            screen.frame([InkedLine("abcdef")], on: narrow)
                == "\u{1B}[2J\u{1B}[Habc\u{1B}[2m…\u{1B}[0m\u{1B}[K\n\u{1B}[J")
    }

    @Test func columnsAreAsWideAsTheirLongestCell() {
        var table = TextTable(["name", ">rows"])
        table.append(["a", "100000"])
        table.append(["longer", "1"])
        #expect(
            table.lines().text == """
                name      rows
                a       100000
                longer       1
                """)
    }

    @Test(
        arguments: [
            (0, 0, 1_000), (0, 7, 0), (3, 7, 428), (7, 7, 1_000), (9, 7, 1_000),
            (UInt64.max, UInt64.max, 1_000), (UInt64.max / 2, UInt64.max, 499),
        ] as [(UInt64, UInt64, Int)])
    func progressIsCountedInThousandths(done: UInt64, total: UInt64, thousandths: Int) {
        #expect(ProgressLine.thousandths(done, of: total) == thousandths)
    }
}
