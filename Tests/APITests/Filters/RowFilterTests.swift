import Domain
import EventStore
import Journal
import TestKit
import Testing

@testable import Projections

/// Filters on rows that came from events.
@Suite struct RowFilterTests {
    /// Three jobs of guest 9999 and host 10000, a second apart from noon.
    func views() async throws -> ViewStore {
        let log = MemoryEventLog(site: "test")
        let journal = Journal(log)
        for number in 1...3 {
            let job = JobID("job\(number)")!
            let now = Timestamp(millisecondsSinceEpoch: Int64(number) * 1_000)
            let context = CommandContext(actor: "test", correlationID: "test", now: now)
            for party in [Samples.guest, Samples.host] {
                let creation = PartyCreation(
                    job: job, party: party, initiator: Samples.guest,
                    parties: [Samples.guest, Samples.host],
                    need: ResourceNeed(engine: "standalone", cores: 4),
                    tasks: Samples.creation(["a", "b"]).tasks, dsl: "{}", conf: "{}",
                    jobParameters: "{}")
                try await journal.execute(
                    .create(creation), by: PartyDecider.self, on: .party(job, party), context)
            }
        }
        let store = try ViewStore()
        try await Projector.rebuild(store, from: log, upTo: log.head)
        return store
    }

    func found(_ request: JSONObject) async throws -> [String] {
        let rows = try await views().rows(where: RowFilter(request, of: ViewTables.job))
        return rows.map { "\($0["f_job_id"]?.string ?? "") \($0["f_role"]?.string ?? "")" }
    }

    @Test func membersAreANDed() async throws {
        #expect(try await found(["job_id": "job2", "role": "guest"]) == ["job2 guest"])
    }

    @Test func partyIDsMatchAsText() async throws {
        #expect(try await found(["job_id": "job1", "party_id": 9999]) == ["job1 guest"])
        #expect(try await found(["job_id": "job1", "party_id": "9999"]) == ["job1 guest"])
    }

    @Test func nullAndUnknownMembersDoNotCount() async throws {
        let request: JSONObject = [
            "job_id": "job3", "role": nil, "local": ["role": "guest"], "conf_path": "x",
            "dsl": ["a": 1],
        ]
        #expect(try await found(request) == ["job3 guest", "job3 host"])
    }

    @Test(arguments: [[:], ["conf_path": "x"], ["job_id": nil]] as [JSONObject])
    func noUsableMemberFindsNothing(_ request: JSONObject) async throws {
        #expect(try await found(request) == [])
    }

    @Test func aListMeansOneOf() async throws {
        let request: JSONObject = ["job_id": ["job1", "job3", "job9"], "role": ["guest"]]
        #expect(try await found(request) == ["job1 guest", "job3 guest"])
        #expect(try await found(["job_id": []]) == [])
    }

    @Test func twoItemsForATimeAreARange() async throws {
        #expect(try await found(["create_time": [2_000, 3_000], "role": "host"]).count == 2)
        #expect(try await found(["create_time": [nil, 1_000], "role": "host"]) == ["job1 host"])
        #expect(try await found(["create_time": [2_001, nil], "role": "host"]) == ["job3 host"])
        let start = LocalTime.text(2_000)
        #expect(
            try await found(["create_time": [.string(start), nil], "role": "host"]).count == 2)
    }

    @Test func whatAColumnCannotHoldIsRefused() {
        #expect(throws: RowFilterError.self) {
            try RowFilter(["progress": "much"], of: ViewTables.job)
        }
        #expect(throws: RowFilterError.self) {
            try RowFilter(["status": ["a": 1]], of: ViewTables.job)
        }
    }

    @Test func valuesNeverBecomeSQL() async throws {
        #expect(try await found(["job_id": "' OR 1=1 --"]) == [])
        let list = try JobListRequest(["job_id": "' OR 1=1 --", "limit": 10])
        #expect(try await views().page(of: list).count == 0)
        #expect(throws: RowFilterError.self) {
            try JobListRequest(["order_by": "job_id; DROP TABLE t_job"])
        }
    }

    @Test func timesHaveATwinInLocalTime() async throws {
        let row = try await views().rows(
            where: RowFilter(["job_id": "job1"], of: ViewTables.job)
        ).first
        #expect(row?["f_create_time"] == 1_000)
        #expect(row?["f_create_date"] == .string(LocalTime.text(1_000)))
        #expect(row?["f_start_date"] == .some(.null))
        #expect(row?["f_is_initiator"] == true)
        #expect(row?["f_roles"] == ["guest": [9999], "host": [10000]])
        #expect(LocalTime.milliseconds(LocalTime.text(1_795_000_000_000)) == 1_795_000_000_000)
    }

    @Test func listsShowJobsNewestFirstWithTheirPartners() async throws {
        let request = try JobListRequest(["limit": 2, "role": "guest", "partner": 10000])
        let page = try await views().page(of: request)
        #expect(page.count == 3)
        #expect(page.rows.map { $0["job_id"] } == ["job3", "job2"])
        #expect(page.rows.first?["party_id"] == 9999)
        #expect(page.rows.first?["partners"] == [10000])
    }

    @Test func listsOfTasksAreOldestFirst() async throws {
        let request = try TaskListRequest(["limit": 3, "page": 2])
        let page = try await views().page(of: request)
        #expect(page.count == 12)
        #expect(page.rows.count == 3)
        #expect(page.rows.first?["job_id"] == "job1")
    }
}
