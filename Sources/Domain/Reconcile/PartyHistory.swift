/// What a party's own stream of a job says of its exchanges with the coordinator.
struct PartyHistory {
    /// What the party did.
    private(set) var done: [JobExchange: ExchangePlace] = [:]
    /// In the order of the stream.
    private(set) var order: [JobExchange] = []
    private(set) var state = PartyDecider.initialState

    init(_ items: [HistoryItem<PartyEvent>]) {
        for item in items {
            PartyDecider.evolve(&state, item.event)
            apply(item)
        }
    }

    private mutating func apply(_ item: HistoryItem<PartyEvent>) {
        switch item.event {
        case .created(let creation):
            add(.creation, item, "\(creation.need)", ExchangeDocuments(creation))
        case .reserved(let attempt): add(.reservation(attempt: attempt), item)
        case .released(let attempt): add(.release(attempt: attempt), item)
        case .started: add(.start(round: state.round), item)
        case .taskStarting(let component, let version, _, _):
            add(.taskStart(component, version: version), item)
        case .taskEnded(let component, let version, let status, _):
            add(.taskEnd(component, version: version), item, status.rawValue)
        case .ended(let status, _): add(.end(round: state.round), item, status.rawValue)
        case .reopened(let round):
            let documents = state.creation.map { ExchangeDocuments($0) }
            add(.reopening(round: round), item, "", documents)
        case .lacked, .taskLaunched, .taskRunning, .taskReported, .taskStopRequested,
            .taskCreated, .revised, .noted, .cleaned, .taskInherited:
            break
        }
    }

    private mutating func add(
        _ exchange: JobExchange, _ item: HistoryItem<PartyEvent>, _ content: String = "",
        _ documents: ExchangeDocuments? = nil
    ) {
        if done[exchange] == nil { order.append(exchange) }
        done[exchange] = ExchangePlace(item, content, documents)
    }
}
