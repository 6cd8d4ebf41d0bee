/// What was thrown away of an ended job at one party.
public struct PartyCleaning: Hashable, Sendable {
    /// The components whose metrics are gone, of all versions, in topological order.
    public let components: [ComponentName]
    /// The output tables that are gone.
    public let tables: [TableName]

    /// Makes a description.
    public init(components: [ComponentName], tables: [TableName]) {
        self.components = components
        self.tables = tables
    }
}

/// What an ended job has left behind goes (FATE-Flow `operation/job_clean.py`); what it has trained
/// stays, as that is its model's.
extension PartyDecider {
    static func clean(
        _ components: [ComponentName], _ tables: [TableName], _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard state.status.isEnd else { throw .notEnded(state.status) }
        if let stranger = components.first(where: { state.plan(of: $0) == nil }) {
            throw .unknownComponent(stranger)
        }
        let isClean = tables.isEmpty && components.allSatisfy(state.cleaned.contains)
        return isClean ? [] : [.cleaned(PartyCleaning(components: components, tables: tables))]
    }

    static func cleaned(_ state: inout PartyState, _ cleaning: PartyCleaning) {
        let gone = Set(cleaning.tables)
        for component in cleaning.components {
            state.cleaned.insert(component)
            guard let result = state.runs[component]?.result else { continue }
            let left = result.tables.filter { !gone.contains($0.table) }
            if left.count == result.tables.count { continue }
            state.componentsWithoutOutput.insert(component)
            state.runs[component]?.result = WorkerResult(
                status: result.status, reason: result.reason, tables: left, model: result.model,
                summary: result.summary)
        }
    }
}
