import Domain
import Testing

@Suite struct StatusFixtureTests {
    let vectors: JSONValue

    init() throws { vectors = try Fixtures.json("_vectors/status.json") }

    @Test func taskTransitions() throws {
        let expected = try vectors.member("task_transitions").members()
        for from in TaskStatus.allCases {
            let next = TaskStatus.allCases.filter(from.canBecome).map(\.rawValue)
            #expect(Set(next) == Set(try expected[from.rawValue]?.words() ?? []), "\(from)")
        }
    }

    @Test func jobTransitions() throws {
        let expected = try vectors.member("job_transitions").members()
        for from in JobStatus.allCases {
            let next = JobStatus.allCases.filter(from.canBecome).map(\.rawValue)
            #expect(Set(next) == Set(try expected[from.rawValue]?.words() ?? []), "\(from)")
        }
    }

    @Test func sets() throws {
        let sets: [(String, (TaskStatus) -> Bool)] = [
            ("InterruptStatus", \.isInterrupt), ("EndStatus", \.isEnd),
            ("SuccessStatus", \.isSuccess), ("AutoRerunStatus", \.isRetried),
        ]
        for (name, contains) in sets {
            let members = TaskStatus.allCases.filter(contains).map(\.rawValue)
            #expect(Set(members) == Set(try vectors.member("sets", name).words()), "\(name)")
        }
    }

    @Test func jobAndTaskAgreeOnEnds() {
        for task in TaskStatus.allCases {
            let job = JobStatus(rawValue: task.rawValue)
            #expect(job?.isEnd == task.isEnd)
            #expect(job?.isInterrupt == task.isInterrupt)
            #expect(job?.isSuccess == task.isSuccess)
        }
    }

    @Test func federatedTaskStatus() throws {
        let cases = try vectors.member("task_status_of_parties").items()
        #expect(cases.count == 127)
        for example in cases {
            let parties = try example.member("party_statuses").words().compactMap(TaskStatus.init)
            let expected = try example.member("task_status").string
            #expect(TaskStatus.federated(of: parties).rawValue == expected, "\(parties)")
        }
    }

    @Test func jobStatus() throws {
        let cases = try vectors.member("job_status_of_tasks").items()
        #expect(cases.count == 381)
        for example in cases {
            let tasks = try example.member("task_statuses").words().compactMap(TaskStatus.init)
            let code = try example.member("scheduling_code").word()
            let scheduling = try #require(JobStatus.Scheduling(rawValue: code))
            let expected = try example.member("job_status").string
            let status = JobStatus.of(tasks: tasks, scheduling: scheduling)
            #expect(status?.rawValue == expected, "\(tasks) \(code)")
        }
    }
}
