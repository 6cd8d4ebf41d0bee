import Domain
import EventStore
import Journal
import Projections
import Scheduler
import TestKit
import Testing

/// What is read of a moment of the past is what the live rows were at that moment.
@Suite struct PastViewsTests {
    /// Live rows by the position that they held.
    actor Recorder {
        private(set) var rows: [Position: String] = [:]
        func record(_ views: ViewStore) throws {
            let snapshot = try views.snapshot()
            rows[snapshot.position] = snapshot.rows
        }
    }

    @Test func readsOfThePastEqualTheRowsOfThatMoment() async throws {
        var recorded = 0
        for seed in UInt64(0)..<10 {
            let site = try await SimulatedSite(cores: 12, seed: seed) { order in
                switch (order.task.component.text, seed % 4) {
                case ("b", 1): .fail("no")
                case ("c", 2): .die
                case ("c", 3): .hang
                default: .succeed
                }
            }
            let recorder = Recorder()
            let jobs = try await Self.run(site, recorder, stops: seed % 4 == 3)
            // The live rows move on while they are looked at; the rest is stepped through.
            var rows = await recorder.rows
            recorded += rows.count
            let steps = try ViewStore()
            for position in stride(from: seed % 3, through: site.log.head.number, by: 3) {
                try await Projector.rebuild(steps, from: site.log, upTo: Position(position))
                rows[Position(position)] = try steps.dump()
            }
            try await Self.check(site, jobs, rows, seed)
        }
        #expect(recorded > 20)
    }

    private static let graphs = [
        JobDocuments.dsl(["a": [], "b": ["a"], "c": ["a"]]),
        JobDocuments.dsl(["a": [], "c": ["a"]]),
    ]

    private static func run(
        _ site: SimulatedSite, _ recorder: Recorder, stops: Bool
    ) async throws -> [JobID] {
        try await site.running {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for try await batch in site.log.subscribe(after: .origin) {
                        guard let last = batch.last else { continue }
                        try await site.projector.wait(for: last.position)
                        try await recorder.record(site.views)
                    }
                }
                var jobs: [JobID] = []
                for dsl in Self.graphs {
                    let submitted = try await site.jobs.submit(
                        dsl: dsl, conf: JobDocuments.conf(), site.context)
                    jobs.append(submitted.job)
                }
                for job in jobs {
                    if stops {
                        try await site.jobs.stop(job, as: .canceled, reason: "asked", site.context)
                    }
                    _ = try await site.end(of: job)
                }
                group.cancelAll()
                return jobs
            }
        }
    }

    private static func check(
        _ site: SimulatedSite, _ jobs: [JobID], _ recorded: [Position: String], _ seed: UInt64
    ) async throws {
        let past = PastViews(log: site.log, storesMax: 4)
        var generator = SeededGenerator(seed: seed)
        for (position, rows) in recorded.shuffled(using: &generator) {
            let whole = try await past.store(at: position, .everything).snapshot()
            #expect(whole.rows == rows, "seed \(seed), position \(position)")
            #expect(whole.position == position)
        }
        // Scopes are read from views that have no rows of the whole log at hand.
        let scoped = PastViews(log: site.log, storesMax: 4)
        for (position, rows) in recorded.shuffled(using: &generator).prefix(12) {
            for job in jobs {
                let found = try await scoped.store(at: position, .job(job)).dump()
                let expected = rows.lines { line in
                    line.contains("f_job_id:\"\(job)\"") && !line.hasPrefix("t_engine")
                }
                #expect(found == expected, "seed \(seed), \(job), position \(position)")
            }
            let engines = try await scoped.store(at: position, .engines).dump()
            #expect(engines == rows.lines { $0.hasPrefix("t_engine") }, "seed \(seed)")
        }
    }

    @Test func aTableOfThePastIsReadFromItsOwnStream() async throws {
        let site = try await SimulatedSite()
        let name = TableName(namespace: "n/m", name: "t")!
        let other = TableName(namespace: "n/m", name: "t2")!
        for table in [name, other] {
            try await site.journal.execute(
                .write(
                    table, Samples.content, origin: TableOrigin(kind: "upload", task: ""),
                    replacing: false), by: TableDecider.self, on: .table(table), site.context)
        }
        let written = site.log.head
        try await site.journal.execute(
            .delete, by: TableDecider.self, on: .table(name), site.context)
        let past = PastViews(log: site.log)
        let before = try await past.store(at: written, .table(name))
        #expect(try await before.table(name) != nil)
        #expect(try await before.table(other) == nil)
        #expect(try await past.store(at: site.log.head, .table(name)).table(name) == nil)
    }

    @Test func metricsArePartOfAJobsPast() async throws {
        let site = try await SimulatedSite { _ in .hang }
        try await site.running {
            let job = try await site.jobs.submit(
                dsl: JobDocuments.dsl(["a": []]), conf: JobDocuments.conf(), site.context
            ).job
            for try await batch in site.log.subscribe(after: .origin)
            where batch.contains(where: { $0.envelope.type == "party.task_running" }) { break }
            let (task, past) = (
                TaskID(job: job, component: Samples.name("a"), version: 0), PastViews(log: site.log)
            )
            let address = TaskAddress(job: job, component: task.component, party: Samples.guest)
            var moments: [Position] = []
            for step in Int64(0)..<3 {
                let point = MetricPoints.Point(key: .integer(step), value: .integer(step * step))
                try await site.workers.log(
                    MetricPoints(namespace: "train", name: "loss", points: [point]), of: task,
                    Samples.guest)
                moments.append(site.log.head)
            }
            let curve: [JSONValue] = [[0, 0], [1, 1], [2, 4]]
            for (count, moment) in moments.enumerated() {
                let store = try await past.store(at: moment, .job(job))
                let metrics = try await store.metrics(of: address)
                #expect(metrics.map(\.data) == [.array(Array(curve.prefix(count + 1)))])
            }
            try await site.jobs.stop(job, as: .canceled, reason: "asked", site.context)
        }
    }

    @Test func aFoldThatFailsIsTriedAgain() async throws {
        let log = MemoryEventLog(site: "test")
        let site = try await SimulatedSite(log: log)
        let past = PastViews(log: log)
        let head = site.log.head
        await log.close()
        await #expect(throws: EventLogError.closed) { try await past.store(at: head, .everything) }
        await #expect(throws: EventLogError.closed) { try await past.store(at: head, .everything) }
    }
}

extension String {
    /// Some of the lines.
    fileprivate func lines(where isWanted: (Substring) -> Bool) -> String {
        split(separator: "\n").filter(isWanted).joined(separator: "\n")
    }
}
