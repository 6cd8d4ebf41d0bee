import Domain

extension TaskReport {
    /// How one party's part of a run is.
    init(_ task: TaskID, _ party: Party, _ status: TaskStatus, reason: String) {
        self.init(
            component: task.component, version: task.version, party: party, status: status,
            reason: reason)
    }
}
