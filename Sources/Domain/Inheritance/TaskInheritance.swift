/// One component that a party takes over from an earlier job: it counts as done here, with these
/// outputs.
public struct TaskInheritance: Hashable, Sendable {
    /// The component.
    public let component: ComponentName
    /// The earlier job.
    public let source: JobID
    /// The version that ran there.
    public let version: Int
    /// How it ended there, and what it left; the tables have names of their own in this job, and the
    /// content of the earlier one's.
    public let result: WorkerResult

    /// Makes a description.
    public init(component: ComponentName, source: JobID, version: Int, result: WorkerResult) {
        self.component = component
        self.source = source
        self.version = version
        self.result = result
    }
}

extension PartyDecider {
    static func inherit(
        _ task: TaskInheritance, _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard !state.status.isEnd else { throw .alreadyEnded(state.status) }
        guard state.plan(of: task.component) != nil else {
            throw .unknownComponent(task.component)
        }
        guard task.result.status.isSuccess else { throw .notAnEnd(task.result.status) }
        return state.runs[task.component] == nil ? [.taskInherited(task)] : []
    }

    static func inherited(_ state: inout PartyState, _ task: TaskInheritance) {
        state.runs[task.component] = PartyState.TaskRun(
            version: 0, worker: "", tokenDigest: "", phase: .ended(task.result.status),
            result: task.result, round: state.round, inheritedFrom: task.source)
    }
}
