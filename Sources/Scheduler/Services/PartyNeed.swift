import Domain

/// What a party of a job would take of its engine, and the most that a job may take.
struct PartyNeed {
    let need: ResourceNeed
    /// The most cores of one job (FATE's `max_cores_percent_per_job`).
    let coresMax: Int
    /// All memory of the engine in bytes; 0 where it counts none.
    let memoryMax: Int
    /// The cores that a task asks for.
    let taskCores: Int
    /// The bytes of memory that a task asks for.
    let taskMemory: Int
    /// The tasks that may run at once.
    let parallelism: Int

    /// What is wrong when the job asks for more than one job may ever have.
    func excess(at party: Party) -> [JobFinding] {
        [cores(at: party), memory(at: party)].compactMap(\.self)
    }

    private func cores(at party: Party) -> JobFinding? {
        guard need.cores > coresMax else { return nil }
        return JobFinding(
            .resourcesExceeded, party: party, wanted: .integer(Int64(need.cores)),
            available: .integer(Int64(coresMax)),
            text: "max cores per job is \(coresMax) at \(party), but the job asks for "
                + "\(need.cores) (task_cores \(taskCores), task_parallelism \(parallelism))",
            change: "lower one of them")
    }

    private func memory(at party: Party) -> JobFinding? {
        guard memoryMax > 0, need.memory > memoryMax else { return nil }
        return JobFinding(
            .memoryNever, party: party, wanted: .integer(Int64(need.memory)),
            available: .integer(Int64(memoryMax)),
            text: "the engine has \(memoryMax) bytes of memory, but the job asks for "
                + "\(need.memory) (task_memory \(taskMemory), task_parallelism \(parallelism))",
            change: "lower one of them")
    }
}
