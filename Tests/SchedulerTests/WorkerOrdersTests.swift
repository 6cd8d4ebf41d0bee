import Domain
import EventStore
import Journal
import TestKit
import Testing

@testable import Scheduler

/// What comes behind a task, for which a site makes room ahead.
@Suite struct WorkerOrdersTests {
    @Test func theTasksThatReadWhatATaskMakesAreNext() async throws {
        let site = try await SimulatedSite(fate: { _ in .hang })
        let orders = WorkerOrders(journal: site.journal, tokens: site.parties.tokens)
        try await site.running {
            let dsl = JobDocuments.dsl(["a": [], "b": ["a"], "c": ["b"], "d": ["a"]])
            let job = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(), site.context
            ).job
            for try await batch in site.log.subscribe(after: .origin)
            where batch.contains(where: { $0.envelope.type == "party.task_launched" }) { break }
            func next(after name: String) async throws -> [String] {
                let task = TaskID(job: job, component: Samples.name(name), version: 0)
                return try await orders.next(after: task, at: Samples.guest)
                    .map { "\($0.component) \($0.version)" }.sorted()
            }
            #expect(try await next(after: "a") == ["b 0", "d 0"])
            #expect(try await next(after: "b") == ["c 0"])
            #expect(try await next(after: "c") == [])
            #expect(try await orders.first(of: job, at: Samples.guest) == [])
        }
    }

    /// A job that waits behind another one has its first tasks' folders.
    @Test func roomIsMadeForAJobThatWaits() async throws {
        let site = try await SimulatedSite(cores: 8, fate: { _ in .hang })
        try await site.running {
            func submit(_ dsl: JSONValue) async throws -> JobID {
                try await site.jobs.submit(dsl: dsl, conf: JobDocuments.conf(), site.context).job
            }
            _ = try await submit(JobDocuments.dsl(["a": []]))
            let job = try await submit(JobDocuments.dsl(["b": [], "c": [], "d": ["b"]]))
            for await task in site.launcher.expectations where task.job == job {
                #expect(task.component == Samples.name("b"))
                break
            }
            let orders = WorkerOrders(journal: site.journal, tokens: site.parties.tokens)
            let first = try await orders.first(of: job, at: Samples.guest)
            #expect(first.map(\.component.text).sorted() == ["b", "c"])
        }
    }

    @Test func aTaskThatHasBegunIsNotNext() async throws {
        let site = try await SimulatedSite()
        let orders = WorkerOrders(journal: site.journal, tokens: site.parties.tokens)
        try await site.running {
            let dsl = JobDocuments.dsl(["a": [], "b": ["a"]])
            let job = try await site.jobs.submit(
                dsl: dsl, conf: JobDocuments.conf(), site.context
            ).job
            #expect(try await site.end(of: job).status == .success)
            let task = TaskID(job: job, component: Samples.name("a"), version: 0)
            #expect(try await orders.next(after: task, at: Samples.guest) == [])
        }
    }
}
