import Domain

/// Since when parties of jobs that run are asked in vain, as far as this server knows.
///
/// Not on the log: one call that gets lost is nothing to tell. What lasts is recorded with the job.
actor PartySilences {
    private var begins: [JobID: [Party: Timestamp]] = [:]

    /// A call that was made at this moment came to nothing.
    ///
    /// - Returns: when the first of those was made that came to nothing without one between that did.
    func missed(_ party: Party, of job: JobID, askedAt moment: Timestamp) -> Timestamp {
        if let begin = begins[job]?[party] { return begin }
        begins[job, default: [:]][party] = moment
        return moment
    }

    /// A party has answered.
    func heard(_ party: Party, of job: JobID) {
        begins[job]?[party] = nil
        if begins[job]?.isEmpty == true { begins[job] = nil }
    }

    /// Nobody waits for a job's parties any more.
    func forget(_ job: JobID) { begins[job] = nil }
}
