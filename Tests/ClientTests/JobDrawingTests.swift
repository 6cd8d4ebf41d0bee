import Domain
import Testing

@testable import clotho

@Suite struct JobDrawingTests {
    @Test func aChainIsAColumnOfBoxes() {
        let drawing = JobDrawing(picture: Pictures.training, now: Pictures.now)
        #expect(
            drawing.lines(columns: 80).text == """
                ● job 202611210531440000000  running  3 of 5 done  12.3 s

                ┌────────────────────────────────┐
                │ ✓ reader_0               0.4 s │
                │ ████████████████████████ 100 % │
                │ guest 9999 ✓  host 10000 ✓     │
                └────────────────┬───────────────┘
                ┌────────────────▼───────────────┐
                │ ✓ data_transform_0       0.9 s │
                │ ████████████████████████ 100 % │
                │ guest 9999 ✓  host 10000 ✓     │
                └────────────────┬───────────────┘
                ┌────────────────▼───────────────┐
                │ ✓ intersection_0         2.0 s │
                │ ████████████████████████ 100 % │
                │ guest 9999 ✓  host 10000 ✓     │
                └────────────────┬───────────────┘
                ┌────────────────▼───────────────┐
                │ ● hetero_lr_0            9.0 s │
                │ █████████████░░░░░░░░░░░  58 % │
                │ guest 9999 ●  host 10000 ●     │
                └────────────────┬───────────────┘
                ┌────────────────▼───────────────┐
                │ ○ evaluation_0                 │
                │ ░░░░░░░░░░░░░░░░░░░░░░░░       │
                │ guest 9999 ○  host 10000 ○     │
                └────────────────────────────────┘
                """)
    }

    @Test func aLowTerminalGetsSlimBoxes() {
        let drawing = JobDrawing(picture: Pictures.training, now: Pictures.now)
        #expect(
            drawing.lines(columns: 80, rows: 24).text == """
                ● job 202611210531440000000  running  3 of 5 done  12.3 s

                ┌──────────────────────────────────────────────────────────────────┐
                │ ✓ reader_0          ███████████ 100 %  guest ✓  host ✓     0.4 s │
                └─────────────────────────────────┬────────────────────────────────┘
                ┌─────────────────────────────────▼────────────────────────────────┐
                │ ✓ data_transform_0  ███████████ 100 %  guest ✓  host ✓     0.9 s │
                └─────────────────────────────────┬────────────────────────────────┘
                ┌─────────────────────────────────▼────────────────────────────────┐
                │ ✓ intersection_0    ███████████ 100 %  guest ✓  host ✓     2.0 s │
                └─────────────────────────────────┬────────────────────────────────┘
                ┌─────────────────────────────────▼────────────────────────────────┐
                │ ● hetero_lr_0       ██████░░░░░  58 %  guest ●  host ●     9.0 s │
                └─────────────────────────────────┬────────────────────────────────┘
                ┌─────────────────────────────────▼────────────────────────────────┐
                │ ○ evaluation_0      ░░░░░░░░░░░        guest ○  host ○           │
                └──────────────────────────────────────────────────────────────────┘
                """)
    }

    @Test func forksJoinsAndLongEdgesAreRouted() {
        let drawing = JobDrawing(picture: Pictures.fork, now: Pictures.now)
        #expect(
            drawing.lines(columns: 120).text == """
                ● job 202611210531440000001  running  3 of 6 done

                    ┌────────────────────────────┐   ┌────────────────────────────┐
                    │ ✓ reader_0                 │   │ ✓ reader_1                 │
                    │ ████████████████████ 100 % │   │ ████████████████████ 100 % │
                    │ guest 9999 ✓  host 10000 ✓ │   │ guest 9999 ✓  host 10000 ✓ │
                    └──────────────┬─────────────┘   └──────────────┬─────────────┘
                                 ┌─┴──────────────────────────┬─────│─────────────┐
                                 │                            │     └─────────────│───┐
                ┌────────────────▼───────────┐   ┌────────────▼───────────────┐   │   │
                │ ✓ binning_0                │   │ ○ statistics_0             │   │   │
                │ ████████████████████ 100 % │   │ ░░░░░░░░░░░░░░░░░░░░       │   │   │
                │ guest 9999 ✓  host 10000 ✓ │   │ guest 9999 ○  host 10000 ○ │   │   │
                └──────────────┬─────────────┘   └────────────────────────────┘   │   │
                               └───────────────┐                   ┌──────────────┘   │
                                               │   ┌───────────────│──────────────────┘
                                  ┌────────────▼───▼───────────┐   │
                                  │ ● binning_1                │   │
                                  │ ░░░░░░░░░░░░░░░░░░░░   0 % │   │
                                  │ guest 9999 ●  host 10000 ● │   │
                                  └──────────────┬─────────────┘   │
                                                 │   ┌─────────────┘
                                    ┌────────────▼───▼───────────┐
                                    │ ○ union_0                  │
                                    │ ░░░░░░░░░░░░░░░░░░░░       │
                                    │ guest 9999 ○  host 10000 ○ │
                                    └────────────────────────────┘
                """)
    }

    @Test func aSmallTerminalGetsAList() {
        let drawing = JobDrawing(picture: Pictures.training, now: Pictures.now)
        #expect(
            drawing.lines(columns: 60, rows: 12).text == """
                ● job 202611210531440000000  running  3 of 5 done  12.3 s

                ✓ reader_0          ██████████ 100 %  guest ✓  host ✓
                ✓ data_transform_0  ██████████ 100 %  guest ✓  host ✓  ← re…
                ✓ intersection_0    ██████████ 100 %  guest ✓  host ✓  ← da…
                ● hetero_lr_0       █████░░░░░  58 %  guest ●  host ●  ← in…
                ○ evaluation_0      ░░░░░░░░░░        guest ○  host ○  ← he…
                """)
    }

    @Test func whatDoesNotFitIsCounted() {
        let drawing = JobDrawing(picture: Pictures.training, now: Pictures.now)
        #expect(
            drawing.lines(columns: 40, rows: 6).text == """
                ● job 202611210531440000000  running  3…

                ✓ 3 done before
                ● hetero_lr_0  █████░░░░░  58 %  guest …
                ○ evaluation…  ░░░░░░░░░░        guest …
                """)
    }

    @Test func reasonsAreTold() {
        var picture = Pictures.training
        picture.waitReasons = ["guest 9999 wants 4 cores and 2 are free"]
        picture.components[3].parties[1].reason = "The key is too short."
        picture.components.removeSubrange(0..<3)
        let drawing = JobDrawing(picture: picture, now: Pictures.now)
        #expect(
            drawing.lines(columns: 80).text == """
                ● job 202611210531440000000  running  0 of 2 done  12.3 s
                  waits: guest 9999 wants 4 cores and 2 are free

                ┌────────────────────────────┐
                │ ● hetero_lr_0        9.0 s │
                │ ███████████░░░░░░░░░  58 % │
                │ guest 9999 ●  host 10000 ● │
                └──────────────┬─────────────┘
                ┌──────────────▼─────────────┐
                │ ○ evaluation_0             │
                │ ░░░░░░░░░░░░░░░░░░░░       │
                │ guest 9999 ○  host 10000 ○ │
                └────────────────────────────┘
                ✗ hetero_lr_0 at host 10000: The key is too short.
                """)
    }

    @Test func noSizeBreaksIt() {
        for picture in [Pictures.training, Pictures.fork] {
            let drawing = JobDrawing(picture: picture, now: Pictures.now)
            for columns in [1, 2, 7, 20, 33, 50, 79, 80, 120] {
                for rows in [2, 3, 5, 8, 13, 24, 50] {
                    let lines = drawing.lines(columns: columns, rows: rows)
                    #expect(lines.count < rows && lines.allSatisfy { $0.width <= columns })
                }
            }
        }
    }
}
