import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

@testable import API

/// Jobs over three sites that take components over from earlier ones.
@Suite(.serialized) struct InheritanceSitesTests {
    typealias Sites = SimulatedFederation

    private func conf(_ source: JobID, _ parameters: JSONObject = [:]) -> JSONValue {
        var conf = Sites.conf().object ?? [:]
        var job = conf["job_parameters"]?.object ?? [:]
        var common = job["common"]?.object ?? [:]
        common["inheritance_info"] = [
            "job_id": .string(source.text), "component_list": ["a"],
        ]
        job["common"] = .object(common)
        conf["job_parameters"] = .object(job)
        conf["component_parameters"] = .object(parameters)
        return .object(conf)
    }

    @Test func everySiteTakesOverItsOwn() async throws {
        let sites = try await Sites()
        try await sites.running {
            let old = try await sites.submit()
            #expect(try await sites.end(of: old).status == .success)
            let job = try await sites.submit(
                JobDocuments.dsl(["a": [], "b": ["a"]]), conf(old))
            let state = try await sites.end(of: job)
            #expect(state.status == .success, "\(state.reason)")
            #expect(state.tasks[Samples.name("a")]?.isInherited == true)
            for (party, site) in sites.sites {
                let ran = await site.simulated.launcher.orders.filter { $0.task.job == job }
                #expect(ran.map(\.task.component.text) == ["b"], "\(party)")
                let part = try await sites.state(of: job, party)
                #expect(part.runs[Samples.name("a")]?.inheritedFrom == old)
            }
            try await sites.check(job)
        }
    }

    @Test func aPartyThatWouldMakeAnotherOneSaysSo() async throws {
        let sites = try await Sites()
        try await sites.running {
            let old = try await sites.submit()
            _ = try await sites.end(of: old)
            let other = conf(old, ["role": ["host": ["0": ["a": ["milliseconds": 3]]]]])
            let check = try await sites.guest.post(
                "/v1/job/check",
                [
                    "job_dsl": JobDocuments.dsl(["a": [], "b": ["a"]]),
                    "job_runtime_conf": other,
                ])
            let findings = (check.data?.object?["findings"]?.array ?? []).compactMap(\.object)
            #expect(findings.map { $0["code"] } == ["not_inheritable"], "\(check.text)")
            #expect(findings.first?["party"] == "host:10000")
            await #expect(throws: SubmissionError.self) {
                try await sites.submit(JobDocuments.dsl(["a": [], "b": ["a"]]), other)
            }
        }
    }
}
