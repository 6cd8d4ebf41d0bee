import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Recorded work, planned again with other resources.
@Suite struct WhatIfTests {
    private func load(_ name: String) throws -> RecordedLoad {
        try RecordedLoad(KeptSegments.source(name))
    }

    private func figures(_ load: RecordedLoad, _ scenario: String) throws -> ReplayFigures {
        WhatIf.figures(of: load, try ReplayScenario(scenario))
    }

    /// Nothing is changed: the simulation must do what the site did, but for the milliseconds between
    /// an event and what follows from it.
    @Test(arguments: [
        "demo", "replay-fifo", "replay-backfill", "replay-priority", "replay-stop", "replay-limit",
        "replay-worker",
    ])
    func withoutAChangeItGoesAsItWent(name: String) throws {
        let load = try load(name)
        let again = try figures(load, "")
        #expect(!again.jobs.isEmpty)
        for (recorded, simulated) in zip(load.figures.jobs, again.jobs) {
            #expect(simulated.job == recorded.job && simulated.status == recorded.status)
            let wait = try #require(recorded.waitMilliseconds)
            #expect(abs(wait - (simulated.waitMilliseconds ?? .max / 2)) < 200, "\(name)")
            let run = try #require(recorded.runMilliseconds)
            #expect(abs(run - (simulated.runMilliseconds ?? .max / 2)) < 200, "\(name)")
        }
        let (used, before) = (again.utilisation ?? 0, load.figures.utilisation ?? 1)
        #expect(abs(used - before) < 0.1, "\(name)")
    }

    @Test func moreCoresLetAllStartAtOnce() throws {
        let load = try load("replay-fifo")
        let more = try figures(load, "cores=32")
        #expect(more.makespanMilliseconds < load.figures.makespanMilliseconds)
        #expect(more.wait(ofShare: 1) ?? .max < load.figures.wait(ofShare: 0.5) ?? 0)
        #expect(more.utilisation ?? 1 < load.figures.utilisation ?? 0)
    }

    @Test func anotherPolicyChangesTheOrder() throws {
        let load = try load("replay-priority")
        func order(_ scenario: String) throws -> [JobID] {
            try figures(load, scenario).jobs
                .sorted { left, right in
                    (left.startedAt?.millisecondsSinceEpoch ?? 0)
                        < (right.startedAt?.millisecondsSinceEpoch ?? 0)
                }
                .map(\.job)
        }
        let submitted = load.figures.jobs.map(\.job)
        #expect(try order("policy=fifo") == submitted)
        // Priorities 0, 1, 0 and 7; the first was alone when it came.
        #expect(try order("") == [0, 3, 1, 2].map { submitted[$0] })
        // With cores for all the policy does not matter.
        #expect(try figures(load, "cores=99,policy=fifo") == figures(load, "cores=99"))
    }

    @Test func fasterWorkersEndEarlier() throws {
        let load = try load("replay-fifo")
        let (once, twice) = (try figures(load, "cores=32"), try figures(load, "cores=32,speed=2"))
        for (slow, fast) in zip(once.jobs, twice.jobs) {
            let (slow, fast) = (slow.runMilliseconds ?? 0, fast.runMilliseconds ?? .max / 4)
            #expect(abs(slow - 2 * fast) <= 4, "\(slow) ms and \(fast) ms")
        }
    }

    @Test func whatNeverFitsIsRefused() throws {
        let load = try load("replay-fifo")
        let small = try figures(load, "cores=2")
        // Three jobs ask for four cores at each of two parties, the fourth for one.
        #expect(small.jobs.map(\.status) == [.failed, .failed, .failed, .success])
    }

    @Test func moreTasksAtOnceTakeMoreCores() async throws {
        let site = try await SimulatedSite(cores: 16)
        let job = try await site.running {
            let dsl = JobDocuments.dsl(["a": [], "b": [], "c": []])
            let job = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(cores: 2), site.context
            ).job
            _ = try await site.end(of: job)
            return job
        }
        let load = try RecordedLoad(LogReplaySource(site.log))
        let one = WhatIf.figures(of: load, try ReplayScenario(""))
        let three = WhatIf.figures(of: load, try ReplayScenario("parallelism=3"))
        #expect(three.jobs.map(\.job) == [job] && three.jobs.first?.status == .success)
        let (before, after) = (one.jobs[0].runMilliseconds ?? 0, three.jobs[0].runMilliseconds ?? 0)
        #expect(after < before, "\(after) and \(before) ms")
        // Six cores at each of two parties do not fit into eight.
        let refused = WhatIf.figures(of: load, try ReplayScenario("parallelism=3,cores=5"))
        #expect(refused.jobs.first?.status == .failed)
    }

    @Test func theSameLoadGivesTheSameFigures() throws {
        for name in ["replay-fifo", "replay-backfill", "replay-federated"] {
            let (one, two) = (try load(name), try load(name))
            for scenario in ["", "cores=9,policy=backfill", "policy=priority,speed=0.5"] {
                #expect(try figures(one, scenario) == figures(two, scenario), "\(name) \(scenario)")
            }
        }
    }

    @Test(arguments: [
        ("cores=many", "cores=many"), ("cores=0", "cores=0"), ("colour=red", "colour=red"),
        ("policy=lifo", "fifo, backfill, priority"), ("speed=nan", "speed=nan"),
        ("memory=lots", "memory=lots"), ("cores", "\"cores\" is no change"),
    ])
    func badChangesAreNamed(text: String, told: String) {
        let error = #expect(throws: ReplayScenarioError.self) { try ReplayScenario(text) }
        #expect(error?.description.contains(told) == true)
    }
}
