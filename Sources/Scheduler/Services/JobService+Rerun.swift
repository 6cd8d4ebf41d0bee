public import Domain
import EventStore
public import Journal

extension JobService {
    /// Runs an ended job again and returns when its parties take part in the round.
    ///
    /// - Parameters:
    ///   - names: The components to begin with; `nil` for the whole job.
    ///   - force: Whether components that succeeded run again too.
    ///   - parties: The parties of the job, wherever they live.
    /// - Returns: the round; `nil` when there is nothing to run again.
    /// - Throws: `JobRejection`; `SubmissionError` when a component is unknown or a party declines.
    public func rerun(
        _ job: JobID, from names: [String]? = nil, force: Bool,
        over parties: any PartyClient, _ context: CommandContext
    ) async throws -> JobRound? {
        let context = context.begun(job)
        let known = try await ended(job)
        let components = try names.map { try Self.components($0, of: known) }
        let rerun = JobRerun(
            components: components, force: force,
            lost: try await lostOutputs(of: known, over: parties))
        let start = journal.log.head
        let decided = try await journal.execute(
            .rerun(rerun), by: JobDecider.self, on: .job(job), context)
        guard case .rerunRequested(let round)? = decided.events.first else { return nil }
        let state = try await state(of: job, after: start) { state in
            state.status != .ready || state.round > round.number
        }
        guard let state, state.round == round.number, state.status == .failed,
            !state.refusals.isEmpty
        else { return round }
        throw SubmissionError(code: "rerun_refused", message: state.reason, job: job)
    }

    /// A job that is over at every party, as far as a short wait helps.
    func ended(_ job: JobID) async throws -> JobState {
        let start = journal.log.head
        let state = try await journal.state(of: JobDecider.self, .job(job))
        guard state.submission != nil else { throw JobRejection.unknownJob }
        guard state.status.isEnd else { throw JobRejection.notEnded(state.status) }
        try await waitForClosing(of: job, after: start)
        return try await journal.state(of: JobDecider.self, .job(job))
    }

    private static func components(
        _ names: [String], of state: JobState
    ) throws -> [ComponentName] {
        let all = (state.submission?.components ?? []).map(\.name)
        return try names.map { text in
            guard let name = ComponentName(text), all.contains(name) else {
                let known = all.map(\.text).joined(separator: ", ")
                throw SubmissionError(
                    code: "unknown_component",
                    message: "component_name: the job's DSL has no component \(text); it has "
                        + known, job: state.submission?.job)
            }
            return name
        }
    }

    /// What some party has lost of the outputs that a rerun would read.
    private func lostOutputs(
        of state: JobState, over parties: any PartyClient
    ) async throws -> Set<ComponentName> {
        guard let submission = state.submission, state.wasCreated else { return [] }
        return try await withThrowingTaskGroup(of: [ComponentName].self) { group in
            for party in submission.parties {
                group.addTask {
                    try await parties.lostOutputs(of: submission.job, at: party)
                }
            }
            return try await group.reduce(into: []) { $0.formUnion($1) }
        }
    }
}
