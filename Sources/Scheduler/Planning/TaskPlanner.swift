public import Domain

/// Which tasks of a running job start next. Pure.
public enum TaskPlanner {
    /// The components to start now: done upstream, in topological order, as many as may run at
    /// once (FATE-Flow `scheduler/task_scheduler.py`).
    public static func plan(_ state: JobState) -> [ComponentName] {
        let startable = state.startableComponents
        return Array(startable.prefix(state.freeTaskSlots ?? startable.count))
    }
}
