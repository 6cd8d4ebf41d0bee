import Domain
import Testing

@testable import clotho

@Suite struct JobPictureTests {
    @Test func theAnswerOfJobShowIsRead() throws {
        let answer: JSONValue = [
            "job_id": "202611210531440000000", "status": "running", "reason": "",
            "wait_reasons": [["code": "cores", "text": "2 cores are free"]],
            "create_time": 1_000_000, "start_time": 1_000_100, "end_time": nil,
            "components": [
                [
                    "name": "reader_0", "module": "Reader", "upstream": [], "status": "success",
                    "parties": [
                        [
                            "role": "guest", "party_id": "9999", "task_version": 0,
                            "party_status": "success", "progress": 100, "error_report": "",
                            "start_time": 1_000_100, "end_time": 1_000_500,
                        ]
                    ],
                ]
            ],
        ]
        let picture = try #require(JobPicture(answer))
        #expect(picture.status == .running)
        #expect(picture.waitReasons == ["2 cores are free"])
        #expect(picture.times == .init(created: 1_000_000, started: 1_000_100))
        let reader = try #require(picture.components.first)
        #expect(reader.parties.map(\.id) == ["9999"])
        #expect(reader.times.elapsed(at: 2_000_000) == 400)
        #expect(reader.progress == 100)
    }

    @Test func whatANewerServerSaysDoesNotStopTheDisplay() throws {
        let answer: JSONValue = [
            "job_id": "1", "status": "dreaming", "components": [["name": "a", "status": 7], 3],
        ]
        let picture = try #require(JobPicture(answer))
        #expect(picture.status == .waiting)
        #expect(picture.components.map(\.status) == [.waiting])
    }

    @Test func guestsComeFirst() throws {
        let parties: JSONValue = [
            ["role": "arbiter", "party_id": 1], ["role": "guest", "party_id": 2],
            ["role": "host", "party_id": 4], ["role": "host", "party_id": 3],
        ]
        let answer: JSONValue = [
            "job_id": "1", "components": [["name": "a", "parties": parties]],
        ]
        let component = try #require(JobPicture(answer)?.components.first)
        #expect(component.parties.map(\.id) == ["2", "4", "3", "1"])
    }

    @Test func anAnswerWithoutAJobIsNone() {
        #expect(JobPicture(["status": "running"]) == nil)
        #expect(JobPicture(.null) == nil)
    }

    @Test(arguments: [
        (0, "0.0 s"), (499, "0.4 s"), (59_999, "59.9 s"), (125_000, "2 m 05 s"),
        (3_725_000, "1 h 02 m"), (-5, "0.0 s"),
    ])
    func elapsedTimesRead(milliseconds: Int64, text: String) {
        #expect(Elapsed.text(milliseconds: milliseconds) == text)
    }
}
