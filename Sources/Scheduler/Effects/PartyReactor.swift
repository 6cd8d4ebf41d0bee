public import Domain

/// What a job asks of the world at one party's site. Pure, like `JobReactor`.
public enum PartyReactor {
    /// Everything that the party's part of the job waits for, and the reports that the
    /// coordinator has to get.
    public static func due(in state: PartyState) -> [Effect] {
        (state.creation?.tasks ?? []).flatMap { due(in: state, of: $0.component) }
    }

    /// The part of it that is about one component.
    static func due(in state: PartyState, of component: ComponentName) -> [Effect] {
        // The coordinator has heard of the end of each run before it began another round.
        // What was taken over has not run, and the coordinator knows.
        guard let creation = state.creation, let run = state.runs[component],
            run.round == state.round, run.inheritedFrom == nil
        else { return [] }
        let task = TaskID(job: creation.job, component: component, version: run.version)
        return due(run, task, creation.party)
    }

    /// The part of it that an event may have changed, or that tells whether an effect is due.
    static func due(in state: PartyState, _ scope: DueScope) -> [Effect] {
        switch scope {
        case .everything: due(in: state)
        case .component(let component): due(in: state, of: component)
        case .nothing: []
        }
    }

    /// What a part of a job waits for that another site coordinates: news of it, which may never come.
    public static func inquiry(of state: PartyState) -> [Effect] {
        guard let creation = state.creation, !state.status.isEnd else { return [] }
        return [.askCoordinator(creation.job, creation.party, round: state.round)]
    }

    private static func due(
        _ run: PartyState.TaskRun, _ task: TaskID, _ party: Party
    ) -> [Effect] {
        switch run.phase {
        case .starting:
            return [.launchWorker(task, party)]
        case .launched(let identity):
            let watch = Effect.watchWorker(task, party, worker: run.worker, identity)
            let stop = run.stopStatus.map { _ in Effect.stopWorker(task, party, identity) }
            let report =
                run.isRunning ? Effect.reportStatus(task, party, .running, reason: "") : nil
            return [watch, stop, report].compactMap(\.self)
        case .ended(let status):
            return [
                .reportStatus(task, party, status, reason: run.reasonForOthers(party)),
                .discardMessages(task, party),
            ]
        }
    }
}

extension PartyState.TaskRun {
    /// Why the run failed, as the other parties may know it: a component's own sentence may quote
    /// the party's data and stays at its site.
    func reasonForOthers(_ party: Party) -> String {
        guard let result, !result.status.isSuccess, stopStatus == nil else { return reason }
        return "the component failed at \(party); its reason is in that party's task and log"
    }
}
