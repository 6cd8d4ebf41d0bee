/// What the coordinator's stream of a job says of its exchanges with one party.
struct CoordinatorHistory {
    /// What the coordinator asked the party for.
    private(set) var asked: [JobExchange: ExchangePlace] = [:]
    /// What the party told the coordinator: answers and reports.
    private(set) var heard: [JobExchange: ExchangePlace] = [:]
    /// What the coordinator does not wait for any more; the party may have done it or not.
    private(set) var abandoned: Set<JobExchange> = []
    /// In the order of the stream: what was heard, and what was asked and never answered.
    private(set) var order: [JobExchange] = []
    private(set) var state = JobDecider.initialState

    init(_ items: [HistoryItem<JobEvent>], with party: Party) {
        for item in items {
            JobDecider.evolve(&state, item.event)
            if case .ended = item.event { abandonReleases() }
            apply(item, party)
        }
        let unanswered = order.filter { asked[$0] != nil && heard[$0] == nil }
        order = order.filter { heard[$0] != nil || unanswered.contains($0) }
    }

    private mutating func apply(_ item: HistoryItem<JobEvent>, _ party: Party) {
        switch item.event {
        case .submitted(let submission) where submission.parties.contains(party):
            ask(.creation, item, documents: ExchangeDocuments(submission))
        case .partyCreated(party, let need): hear(.creation, item, "\(need)")
        case .startDecided(let attempt, _): ask(.reservation(attempt: attempt), item)
        case .partyReserved(party, let attempt): hear(.reservation(attempt: attempt), item)
        case .partyRefused(party, _):
            // Nothing happens at the party.
            asked[.creation] = nil
        case .partyUnanswered(party, _): abandon(.creation)
        case .partyLacked(party, let attempt, let reasons)
        where reasons.contains { $0.code == .unreachable || $0.code == .refused }:
            // A party that has left may have reserved before; that answer was lost.
            abandon(.reservation(attempt: attempt))
        case .partyLacked(party, let attempt, _):
            // Refused: nothing happens at the party.
            asked[.reservation(attempt: attempt)] = nil
        case .partyReleased(party, let attempt): hear(.release(attempt: attempt), item)
        case .started: ask(.start(round: state.round), item)
        case .partyStarted(party): hear(.start(round: state.round), item)
        case .taskStarted(let component, let version, _)
        where state.tasks[component]?.parties[party] != nil:
            ask(.taskStart(component, version: version), item)
        case .taskReported(let report) where report.party == party && report.status.isEnd:
            hear(report, item)
        case .partyUnreachable(let lost) where lost.party == party:
            for task in lost.tasks { abandon(task) }
        case .ended(let status, _) where refusal(of: party) == nil:
            ask(.end(round: state.round), item, status.rawValue)
        case .partyClosed(party):
            let end = JobExchange.end(round: state.round)
            hear(end, item, asked[end]?.content ?? "")
        case .rerunRequested(let round):
            ask(
                .reopening(round: round.number), item,
                documents: state.submission.map { ExchangeDocuments($0) })
        case .partyReopened(party, let round, _): hear(.reopening(round: round), item)
        case .partyDeclined(party, let round, _, true): abandon(.reopening(round: round))
        case .partyDeclined(party, let round, _, false): asked[.reopening(round: round)] = nil
        case .submitted, .partyCreated, .partyRefused, .partyUnanswered, .waitingExplained,
            .startOverdue, .startPauseEnded, .limitReached, .taskLimitReached, .partyReserved,
            .partyLacked, .partyReleased, .partyStarted, .taskStarted, .taskReported, .taskEnded,
            .partyUnreachable, .stopRequested, .ended, .partyClosed, .partyReopened, .partyDeclined,
            .taskRetryScheduled, .taskRetryReleased, .parametersRevised, .componentsInherited:
            break
        }
    }

    private mutating func hear(_ report: TaskReport, _ item: HistoryItem<JobEvent>) {
        guard item.actor == report.party.description else {
            // The party refused to start the run, and the coordinator drew the conclusion.
            asked[.taskStart(report.component, version: report.version)] = nil
            return
        }
        hear(
            .taskEnd(report.component, version: report.version), item, report.status.rawValue)
    }

    private func refusal(of party: Party) -> String? {
        if case .refused(let reason) = state.parties[party] { reason } else { nil }
    }

    /// The end gives everything back: the coordinator does not wait for older answers.
    private mutating func abandonReleases() {
        for attempt in state.attempts.indices { abandon(.release(attempt: attempt + 1)) }
    }

    /// Whether the party began the run, and how it ended there, nobody waits to hear.
    private mutating func abandon(_ task: TaskVersion) {
        abandon(.taskStart(task.component, version: task.version))
        abandon(.taskEnd(task.component, version: task.version))
    }

    private mutating func abandon(_ exchange: JobExchange) {
        asked[exchange] = nil
        abandoned.insert(exchange)
    }

    private mutating func ask(
        _ exchange: JobExchange, _ item: HistoryItem<JobEvent>, _ content: String = "",
        documents: ExchangeDocuments? = nil
    ) {
        if asked[exchange] == nil, heard[exchange] == nil { order.append(exchange) }
        asked[exchange] = ExchangePlace(item, content, documents)
    }

    private mutating func hear(
        _ exchange: JobExchange, _ item: HistoryItem<JobEvent>, _ content: String = ""
    ) {
        order.removeAll { $0 == exchange }
        order.append(exchange)
        heard[exchange] = ExchangePlace(item, content)
    }
}

extension ExchangePlace {
    init(
        _ item: HistoryItem<some Hashable>, _ content: String,
        _ documents: ExchangeDocuments? = nil
    ) {
        self.init(
            position: item.position, recordedAt: item.recordedAt, content: content,
            documents: documents)
    }
}
