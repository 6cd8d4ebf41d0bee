import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Both sides' histories of real jobs agree; each change of one of them is named.
@Suite struct ReconciliationTests {
    private static let host = Samples.host

    /// A job as the log of a site tells it.
    struct Histories {
        var coordinator: [HistoryItem<JobEvent>]
        var party: [HistoryItem<PartyEvent>]
        let whole: JobHistory
        let log: any EventLog
        let job: JobID

        var found: Reconciliation {
            Reconciliation(coordinator: coordinator, party: party, of: host)
        }
    }

    private func run(
        _ fate: @escaping @Sendable (WorkerOrder) -> ScriptedLauncher.Fate = { _ in .succeed }
    ) async throws -> Histories {
        let site = try await SimulatedSite(fate: fate)
        let job = try await site.running {
            let submitted = try await site.jobs.submit(
                dsl: JobDocuments.dsl(["a": [], "b": ["a"]]), conf: JobDocuments.conf(),
                site.context)
            _ = try await site.end(of: submitted.job)
            return submitted.job
        }
        let history = try JobHistory(of: job, in: site.log)
        return Histories(
            coordinator: history.coordinator, party: history.parties[Self.host] ?? [],
            whole: history, log: site.log, job: job)
    }

    private func first(_ histories: Histories) throws -> Divergence {
        try #require(histories.found.divergences.first)
    }

    private let b = Samples.name("b")

    @Test func theHistoriesOfASoundJobAgree() async throws {
        let histories = try await run()
        #expect(histories.found.divergences == [])
        #expect(histories.found.exchangeCount == 8)
        #expect(histories.found.isOver)
        for party in [Samples.guest, Self.host] {
            let found = try Reconciliation(
                ours: histories.whole, theirs: histories.whole, with: party, of: histories.job)
            #expect(found.divergences == [])
        }
    }

    @Test func theHistoriesOfAFailedJobAgree() async throws {
        let histories = try await run { order in
            order.task.component.text == "b" ? .fail("no rows") : .succeed
        }
        #expect(histories.found.divergences == [])
    }

    @Test func aReportThatNeverArrivedIsNamed() async throws {
        var histories = try await run()
        histories.coordinator.removeAll { item in
            if case .taskReported(let report) = item.event {
                return report.party == Self.host && report.component.text == "b"
            }
            return false
        }
        let first = try first(histories)
        #expect(first.kind == .notReceived)
        #expect(first.exchange == .taskEnd(b, version: 0))
        #expect(first.atParty != nil && first.atCoordinator == nil)
    }

    @Test func aRequestThatNeverArrivedIsNamed() async throws {
        var histories = try await run()
        // The party never heard of the second task; the log of the coordinator ends with its start.
        let start = try #require(
            histories.coordinator.firstIndex { item in
                if case .taskStarted(let component, _, _) = item.event {
                    return component.text == "b"
                }
                return false
            })
        histories.coordinator = Array(histories.coordinator[...start])
        let own = try #require(
            histories.party.firstIndex { item in
                if case .taskStarting(let component, _, _, _) = item.event {
                    return component.text == "b"
                }
                return false
            })
        histories.party = Array(histories.party[..<own])
        let first = try first(histories)
        #expect(first.kind == .notReceived)
        #expect(first.exchange == .taskStart(b, version: 0))
        #expect(!histories.found.isOver)
    }

    @Test func whatWasConfirmedAndNotDoneIsNamed() async throws {
        var histories = try await run()
        histories.party.removeAll { $0.event == .started }
        let first = try first(histories)
        #expect(first.kind == .notApplied)
        #expect(first.exchange == .start(round: 0))
    }

    @Test func aReportThatChangedNothingIsNamed() async throws {
        var histories = try await run()
        histories.coordinator.removeAll { item in
            guard case .taskEnded(let component, _, _) = item.event else { return false }
            return component.text == "b"
        }
        let first = try first(histories)
        #expect(first.kind == .notApplied)
        #expect(first.exchange == .taskEnd(b, version: 0))
    }

    @Test func aReportThatWasNeverMadeIsNamed() async throws {
        var histories = try await run()
        histories.party.removeAll { item in
            guard case .taskEnded(let component, _, _, _) = item.event else { return false }
            return component.text == "b"
        }
        let first = try first(histories)
        #expect(first.kind == .notSent)
        #expect(first.exchange == .taskEnd(b, version: 0))
    }

    @Test func anotherContentIsNamed() async throws {
        var histories = try await run()
        histories.party = histories.party.map { item in
            guard case .taskEnded(let component, let version, _, let reason) = item.event,
                component.text == "b"
            else { return item }
            return HistoryItem(
                .taskEnded(component, version: version, .failed, reason: reason),
                actor: item.actor, position: item.position, recordedAt: item.recordedAt)
        }
        let first = try first(histories)
        #expect(first.kind == .content)
        #expect(first.atCoordinator?.content == "success")
        #expect(first.atParty?.content == "failed")
    }

    @Test func theOtherSideIsWhoeverIsNotHere() async throws {
        let histories = try await run()
        #expect(histories.whole.otherSide(with: Self.host) == nil)
        let events = try histories.log.events(after: .origin, limit: .max)
        func history(_ prefix: String, _ form: (RecordedEvent) -> RecordedEvent) throws
            -> JobHistory
        {
            var history = JobHistory(of: histories.job)
            for event in events {
                let isOne = event.envelope.stream.text.hasPrefix(prefix)
                if isOne || event.envelope.stream.text.hasPrefix("job-") {
                    try history.add(isOne ? form(event) : event)
                }
            }
            return history
        }
        #expect(try history("job-", { $0 }).otherSide(with: Self.host) == Self.host)
        #expect(try history("job-", { $0 }).otherSide(with: Samples.arbiter) == nil)
        // Erased is not elsewhere.
        #expect(try history("party-", { $0.withheld() }).otherSide(with: Self.host) == nil)
        var part = JobHistory(of: histories.job)
        for event in events where event.envelope.stream.text.hasPrefix("party-") {
            try part.add(event)
        }
        #expect(part.otherSide(with: Self.host) == Samples.guest)
    }

    @Test func anotherConfIsNamedWithItsPlace() async throws {
        var histories = try await run()
        histories.party = try histories.party.map { item in
            guard case .created(let creation) = item.event else { return item }
            let conf = creation.conf.replacing(#""task_cores":4"#, with: #""task_cores": 3"#)
            try #require(conf != creation.conf)
            let other = PartyCreation(
                job: creation.job, party: creation.party, initiator: creation.initiator,
                parties: creation.parties, need: creation.need, tasks: creation.tasks,
                dsl: creation.dsl + "\n", conf: conf, jobParameters: creation.jobParameters)
            return HistoryItem(
                .created(other), actor: item.actor, position: item.position,
                recordedAt: item.recordedAt)
        }
        let first = try first(histories)
        #expect(first.kind == .content && first.exchange == .creation)
        #expect(
            first.message.hasSuffix(
                "the conf is not the same: job_parameters.common.task_cores is 4 for the "
                    + "coordinator, 3 for the party"), "\(first.message)")
    }

    @Test func anotherOrderIsNamed() async throws {
        var histories = try await run()
        let start = try #require(histories.party.firstIndex { $0.event == .started })
        let reserved = try #require(
            histories.party.firstIndex { $0.event == .reserved(attempt: 1) })
        histories.party.swapAt(start, reserved)
        let first = try first(histories)
        #expect(first.kind == .order)
        #expect(first.exchange == .reservation(attempt: 1))
    }

    /// Requests that were given up come late or never: a party that has nothing to give back records
    /// nothing, and cores of an attempt may be given back behind the next one.
    @Test func coresGivenBackLateAreNoDifference() throws {
        let need = ResourceNeed(engine: "e", cores: 1)
        let lost = WaitReason(code: .unreachable, party: Self.host, text: "")
        let events: [JobEvent] = [
            .submitted(Samples.chain(["a"])), .partyCreated(Self.host, need),
            .startDecided(attempt: 1, position: 3), .partyLacked(Self.host, attempt: 1, [lost]),
            .startDecided(attempt: 2, position: 5), .partyReserved(Self.host, attempt: 2),
            .partyReleased(Self.host, attempt: 1),
        ]
        let asked = items(events)
        let created = PartyEvent.created(Samples.creation(["a"], cores: 1))
        let answers: [[PartyEvent]] = [
            [created, .released(attempt: 1), .reserved(attempt: 2)],
            [created, .reserved(attempt: 1), .released(attempt: 1), .reserved(attempt: 2)],
            [created, .lacked(attempt: 1), .reserved(attempt: 2)],
            [created, .reserved(attempt: 2)],
        ]
        for answer in answers {
            let found = Reconciliation(
                coordinator: asked, party: items(answer), of: Self.host)
            #expect(
                !found.divergences.contains { $0.exchange != .creation }, "\(found.divergences)")
        }
        // The job ended before the answer came: nobody waits for it any more.
        let over = Reconciliation(
            coordinator: items(events.dropLast() + [.ended(.canceled, reason: "")]),
            party: items([created, .released(attempt: 1), .reserved(attempt: 2)]), of: Self.host)
        #expect(!over.divergences.contains { $0.exchange == .release(attempt: 1) })
        let kept: [PartyEvent] = [created, .reserved(attempt: 1)]
        let keeps = Reconciliation(coordinator: asked, party: items(kept), of: Self.host)
        #expect(
            keeps.divergences.contains {
                $0.kind == .notApplied && $0.exchange == .release(attempt: 1)
            })
    }

    private func items<Event: Hashable & Sendable>(_ events: [Event]) -> [HistoryItem<Event>] {
        events.enumerated().map { index, event in
            HistoryItem(
                event, actor: "", position: UInt64(index + 1),
                recordedAt: Timestamp(millisecondsSinceEpoch: Int64(index)))
        }
    }

    @Test func anotherEndIsNamed() async throws {
        var histories = try await run()
        let last = try #require(histories.party.last)
        histories.party.removeLast()
        histories.party.append(
            HistoryItem(
                .ended(.canceled, reason: ""), actor: last.actor, position: last.position,
                recordedAt: last.recordedAt))
        let first = try first(histories)
        #expect(first.kind == .finalState)
        #expect(first.exchange == .end(round: 0))
    }

    @Test func whatIsWithheldIsNotCompared() async throws {
        let histories = try await run()
        let empty = JobHistory(of: histories.job)
        #expect(throws: HistoryProblem.noCoordinator(histories.job)) {
            try Reconciliation(ours: empty, theirs: empty, with: Self.host, of: histories.job)
        }
        let stranger = Party(.host, PartyID(7))
        #expect(throws: HistoryProblem.notAParty(stranger, [Samples.guest, Self.host])) {
            try Reconciliation(
                ours: histories.whole, theirs: histories.whole, with: stranger, of: histories.job)
        }
        var withheld = JobHistory(of: histories.job)
        for event in try histories.log.events(after: .origin, limit: 10_000) {
            let isHost = event.envelope.stream.text.hasPrefix("party-\(histories.job)/host")
            try withheld.add(isHost ? event.withheld() : event)
        }
        let problem = HistoryProblem.withheld(
            "party-\(histories.job)/host/10000", count: histories.party.count, Self.host)
        #expect(throws: problem) {
            try Reconciliation(
                ours: histories.whole, theirs: withheld, with: Self.host, of: histories.job)
        }
    }
}
