import Domain
import Testing

@testable import clotho

/// What `clotho job clean` prints.
@Suite struct CleanLinesTests {
    @Test func eachPartyHasALine() {
        let data: JSONValue = [
            "parties": [
                [
                    "party": "guest:9999", "components": ["a", "b"], "tables": 1,
                    "kept": ["output_data_x/1"],
                ],
                ["party": "host:10000", "components": [], "tables": 0, "kept": []],
                ["party": "arbiter:7", "problem": "was not reached"],
            ]
        ]
        #expect(
            JobCommands.Clean.lines(data).map(\.plainText) == [
                "guest:9999  1 table and the metrics of 2 components thrown away",
                "  kept: output_data_x/1, which a job reads that has not ended",
                "host:10000  nothing to throw away", "arbiter:7   was not reached",
            ])
    }
}
