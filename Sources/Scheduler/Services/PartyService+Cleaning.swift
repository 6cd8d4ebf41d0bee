public import Domain
public import Journal

/// What an ended job leaves behind, and how it is thrown away.
extension PartyService {
    /// What was thrown away at a party.
    public struct Cleaned: Hashable, Sendable {
        /// What the log says of it.
        public let cleaning: PartyCleaning
        /// The rows that no table of the party has any more; others may have them still.
        public let contents: [TableContent]
    }

    /// Drops metrics and output tables of components of an ended job, all versions of them.
    ///
    /// One commit for all: rows, tables and the party's own state never disagree.
    /// - Parameters:
    ///   - names: The components; `nil` for all that the party has.
    ///   - kept: Tables that stay.
    /// - Throws: `PartyRejection`; `JobRejection.notEnded` for a job that runs again.
    public func clean(
        _ job: JobID, at party: Party, _ names: [ComponentName]?, keeping kept: Set<TableName>,
        _ context: CommandContext
    ) async throws -> Cleaned {
        let stream = StreamIdentity.party(job, party)
        return try await journal.commit(context.begun(job)) { transaction in
            let federated = try await transaction.state(of: JobDecider.self, .job(job))
            if federated.submission != nil, !federated.status.isEnd {
                throw JobRejection.notEnded(federated.status)
            }
            let state = try await transaction.state(of: PartyDecider.self, stream)
            let all = (state.creation?.tasks ?? []).map(\.component)
            let components = names.map { names in all.filter(names.contains) } ?? all
            var tables: [TableName] = []
            var contents: [TableContent] = []
            for output in try outputs(of: components, in: stream) where !kept.contains(output) {
                let table = StreamIdentity.table(output)
                let known = try await transaction.state(of: TableDecider.self, table)
                guard let content = known.content else { continue }
                try await transaction.decide(.delete, by: TableDecider.self, on: table)
                tables.append(output)
                contents.append(content)
            }
            let events = try await transaction.decide(
                .clean(components, tables: tables), by: PartyDecider.self, on: stream)
            let cleaning = PartyCleaning(
                components: events.isEmpty ? [] : components, tables: tables)
            return Cleaned(cleaning: cleaning, contents: contents)
        }.events
    }

    /// The tables that components have made in any version, each once.
    public func outputs(
        of components: [ComponentName], in stream: StreamIdentity
    ) throws -> [TableName] {
        var tables: [TableName] = []
        for entry in try journal.entries(of: stream) {
            guard case .party(_, _, let event) = entry.event,
                let (component, result) = event.outcome, components.contains(component)
            else { continue }
            tables += result.tables.map(\.table).filter { !tables.contains($0) }
        }
        return tables
    }
}

extension PartyEvent {
    /// What a component has left at the party, by running or from an earlier job.
    fileprivate var outcome: (ComponentName, WorkerResult)? {
        switch self {
        case .taskReported(let component, _, let result): (component, result)
        case .taskInherited(let task): (task.component, task.result)
        case .created, .reserved, .lacked, .released, .started, .taskStarting, .taskLaunched,
            .taskRunning, .taskStopRequested, .taskEnded, .ended, .taskCreated, .reopened,
            .revised, .noted, .cleaned:
            nil
        }
    }
}
