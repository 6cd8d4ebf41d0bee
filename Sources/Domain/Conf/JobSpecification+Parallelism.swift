extension JobSpecification {
    /// How many tasks of the job may run at once: as many as that party has cores for which has them for
    /// the fewest; `nil` where no party's tasks take cores.
    ///
    /// Each party reserves by its own `task_parallelism`. FATE-Flow goes by the initiator's alone, and so
    /// starts more tasks at another party than that has reserved for (`scheduler/task_scheduler.py`).
    public var parallelism: Int? {
        // The engine of every site; what another kind would count is not known here.
        parties.filter { EngineKind.standalone.countsCores(for: $0.role) }
            .compactMap { jobParameters(for: $0)?.taskParallelism }.min()
    }
}
