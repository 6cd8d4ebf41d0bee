import Domain
import Testing

@testable import clotho

/// Components that were taken over, in the terminal.
@Suite struct InheritanceDrawingTests {
    private let source = "202611200800000000000"

    @Test func aJobNamesWhatItHasNotRun() throws {
        let data: JSONValue = [
            "job_id": "202611210531440000000", "status": "success",
            "components": [
                [
                    "name": "reader_0", "status": "success",
                    "parties": [
                        [
                            "role": "guest", "party_id": "9999", "party_status": "success",
                            "inherited_from": .string(source),
                        ]
                    ],
                ],
                ["name": "hetero_lr_0", "status": "success", "upstream": ["reader_0"]],
            ],
        ]
        let picture = try #require(JobPicture(data))
        let lines = JobDrawing(picture: picture, now: 0).lines(columns: 80).map(\.plainText)
        #expect(lines[1] == "  1 of 2 inherited from job \(source)")
        #expect(lines.contains { $0.contains("reader_0") && $0.contains("inherited ") })
    }

    @Test func aDiffShowsWhereItComesFrom() {
        let drawing = DiffDrawing([
            "left": "A", "right": "B", "equal": true, "differences": [], "timings": [],
            "inherited": [
                [
                    "aspect": "inheritance", "component": "reader_0", "parties": [], "path": "",
                    "left": nil, "right": .string(source),
                ]
            ],
        ])
        let lines = drawing.lines.map(\.plainText)
        #expect(lines.contains("what was inherited"))
        #expect(lines.contains("reader_0    ran → from job \(source)"), "\(lines)")
    }
}
