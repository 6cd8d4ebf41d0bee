import Domain
import Journal
import Scheduler
import TestKit
import Testing

/// What a worker may still say, and to whom.
@Suite struct WorkerServiceTests {
    let task = TaskID(job: Samples.job, component: Samples.name("a"), version: 0)

    /// A site at which the guest's run of `a` was started.
    func site() async throws -> SimulatedSite {
        let site = try await SimulatedSite()
        let commands: [PartyCommand] = [
            .create(Samples.creation(["a"])), .reserve(attempt: 1),
            .startTask(
                task.component, version: 0, worker: "w", tokenDigest: site.tokens.digest(of: "t")),
        ]
        for command in commands { try await perform(command, at: site) }
        return site
    }

    func perform(_ command: PartyCommand, at site: SimulatedSite) async throws {
        try await site.journal.execute(
            command, by: PartyDecider.self, on: .party(task.job, Samples.guest), site.context)
    }

    @Test func onlyTheRunsOwnTokenCounts() async throws {
        let site = try await site()
        try await site.workers.authorize(task, Samples.guest, token: "t")
        await #expect(throws: WorkerRefusal.wrongToken(task, Samples.guest)) {
            try await site.workers.authorize(task, Samples.guest, token: "other")
        }
    }

    @Test func aTokenEndsWithItsRun() async throws {
        let site = try await site()
        try await perform(.recordExit(task.component, version: 0, .killed(signal: 9)), at: site)
        await #expect(throws: WorkerRefusal.ended(task, Samples.guest)) {
            try await site.workers.authorize(task, Samples.guest, token: "t")
        }
    }

    /// The worker of an earlier version is told that another one has come.
    @Test func aTokenOfAnEarlierVersionIsToldApart() async throws {
        let site = try await site()
        try await perform(.recordExit(task.component, version: 0, .killed(signal: 9)), at: site)
        try await perform(
            .startTask(
                task.component, version: 1, worker: "x", tokenDigest: site.tokens.digest(of: "u")),
            at: site)
        let refusal = WorkerRefusal.superseded(task, Samples.guest, by: 1)
        await #expect(throws: refusal) {
            try await site.workers.authorize(task, Samples.guest, token: "t")
        }
        #expect(refusal.description.contains("has come to version 1: the session"))
        let next = TaskID(job: task.job, component: task.component, version: 1)
        try await site.workers.authorize(next, Samples.guest, token: "u")
        await #expect(throws: WorkerRefusal.wrongToken(next, Samples.guest)) {
            try await site.workers.authorize(next, Samples.guest, token: "t")
        }
    }

    @Test func messagesGoToPartiesOfTheTaskOnly() async throws {
        let site = try await site()
        try await site.workers.checkPeer(Samples.host, of: task, Samples.guest)
        await #expect(throws: WorkerRefusal.unknownPeer(task, Samples.arbiter)) {
            try await site.workers.checkPeer(Samples.arbiter, of: task, Samples.guest)
        }
    }

    @Test func aTableMadeMeanwhileFailsTheUploadInsteadOfBeingReplaced() async throws {
        let site = try await site()
        let name = TableName(namespace: "n", name: "t")!
        var other = Samples.content
        other.count += 1
        try await site.journal.execute(
            .write(
                name, other, origin: TableOrigin(kind: "upload", task: "x"), replacing: false),
            by: TableDecider.self, on: .table(name), site.context)
        let ending = WorkerEnding(
            WorkerResult(status: .success), namedTable: (name, Samples.content))
        try await site.workers.end(ending, of: task, Samples.guest)
        let table = try await site.journal.state(of: TableDecider.self, .table(name))
        #expect(table.content == other)
        let party = try await site.journal.state(
            of: PartyDecider.self, .party(task.job, Samples.guest))
        #expect(party.runs[task.component]?.result?.status == .failed)
    }
}
