import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Jobs that take components over are decided again, and planned again, as they were.
@Suite struct InheritanceReplayTests {
    private func conf(_ source: JobID, _ names: [String]) -> JSONValue {
        var conf = JobDocuments.conf().object ?? [:]
        conf["job_parameters"] = [
            "common": [
                "task_cores": 4,
                "inheritance_info": [
                    "job_id": .string(source.text),
                    "component_list": .array(names.map { .string($0) }),
                ],
            ]
        ]
        return .object(conf)
    }

    @Test(arguments: [["a"], ["a", "b"]])
    func nothingIsDecidedOtherwise(names: [String]) async throws {
        let site = try await SimulatedSite()
        try await site.running {
            let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])
            let old = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(), site.context
            ).job
            #expect(try await site.end(of: old).status == .success)
            let job = try await site.jobs.submit(
                dsl: dsl, conf: conf(old, names), site.context
            ).job
            let state = try await site.end(of: job)
            #expect(state.status == .success, "\(state.reason)")
            let report = try ReplayCheck.run(LogReplaySource(site.log))
            #expect(report.differences.isEmpty && report.gaps.isEmpty)
            #expect((report.checked[.start] ?? 0) == 2)
            let load = try RecordedLoad(LogReplaySource(site.log))
            let again = WhatIf.figures(of: load, try ReplayScenario("cores=40"))
            #expect(again.jobs.map(\.status) == [.success, .success])
            #expect(try await site.rowsFollowFromTheLog())
        }
    }
}
