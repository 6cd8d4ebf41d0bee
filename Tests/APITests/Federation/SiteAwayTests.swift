import Domain
import EventStore
import Federation
import Journal
import Scheduler
import Synchronization
import TestKit
import Testing
import Wire

@testable import API

/// A site that is away takes its time, and keeps the other sites waiting for nothing.
@Suite(.serialized) struct SiteAwayTests {
    typealias Sites = SimulatedFederation

    /// When the calls of one kind were made, by the address that they went to.
    private final class Calls: Sendable {
        private let moments = Mutex<[String: Timestamp]>([:])

        func note(_ address: String, _ moment: Timestamp) {
            moments.withLock { $0[address] = $0[address] ?? moment }
        }

        /// How long after the first call to one site the first one to another was made.
        func milliseconds(from first: Party, to second: Party) throws -> Int64 {
            let moments = moments.withLock { $0 }
            return try #require(moments[Sites.address(second)]).milliseconds(
                since: try #require(moments[Sites.address(first)]))
        }
    }

    /// The calls of this kind to the host get lost from now on.
    private func loseCalls(_ kind: String, _ sites: Sites) -> Calls {
        let (calls, clock) = (Calls(), sites.clock)
        sites.network.judge { request, address in
            guard request.path.hasSuffix("/" + kind) else { return .carry }
            calls.note(address, clock.now())
            return address == Sites.address(Sites.host) ? .lose : .carry
        }
        return calls
    }

    /// No call to one site waits for the end of one to another, which takes two seconds.
    private func expectAtOnce(_ calls: Calls) throws {
        let milliseconds = try calls.milliseconds(from: Sites.host, to: Sites.arbiter)
        #expect(abs(milliseconds) < 1_000)
    }

    @Test func theOthersAreCleanedMeanwhile() async throws {
        let sites = try await Sites()
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            let calls = loseCalls(PartyCalls.clean, sites)
            let answer = try await sites.guest.post(
                "/v1/job/clean", ["job_id": .string(job.text), "everywhere": true])
            try expectAtOnce(calls)
            #expect(answer.code == 104, "\(answer.message)")
            let parties = (answer.data?.object?["parties"]?.array ?? []).compactMap(\.object)
            #expect(parties.map { $0["party"] } == ["guest:9999", "host:10000", "arbiter:9998"])
            #expect(parties.map { $0["tables"] } == [2, nil, 2])
            #expect(parties[1]["problem"]?.string?.isEmpty == false)
        }
    }

    @Test func theOthersHearOfOtherParametersMeanwhile() async throws {
        let sites = try await Sites()
        try await sites.running {
            let job = try await sites.submit()
            _ = try await sites.end(of: job)
            let calls = loseCalls(PartyCalls.parameters, sites)
            let answer = try await sites.guest.post(
                "/v1/job/parameter/update",
                [
                    "job_id": .string(job.text),
                    "component_parameters": ["common": ["b": ["milliseconds": 9]]],
                ])
            try expectAtOnce(calls)
            #expect(answer.code == 0, "\(answer.message)")
            #expect(try await sites.state(of: job, Sites.arbiter).revision == 1)
            #expect(try await sites.state(of: job, Sites.host).revision == 0)
            // The request to take part in the next round carries the change once more.
            sites.network.heal()
            let rerun = try await sites.guest.post(
                "/v1/job/rerun",
                ["job_id": .string(job.text), "component_name": ["b"], "force": true])
            #expect(rerun.code == 0, "\(rerun.message)")
            #expect(try await sites.state(of: job, Sites.host).revision == 1)
            _ = try await sites.end(of: job)
        }
    }
}
