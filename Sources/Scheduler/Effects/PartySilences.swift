import Domain

/// Since when parties of jobs that run are asked in vain, as far as this server knows.
///
/// Not on the log: one call that gets lost is nothing to tell. What lasts is recorded with the job.
actor PartySilences {
    /// What is known of one party of one job.
    private struct Record {
        /// When it was last heard of.
        var heardAt: Timestamp?
        /// The first call that came to nothing since then: when it was made, and when it was given up.
        var first: (askedAt: Timestamp, failedAt: Timestamp)?
    }

    private var records: [JobID: [Party: Record]] = [:]

    /// A call that was made at this moment has come to nothing.
    ///
    /// - Returns: since when the party is asked in vain; `nil` as long as there is but one such call,
    ///   or others that were under way beside it. A call that is older than the last answer says nothing.
    func missed(
        _ party: Party, of job: JobID, askedAt moment: Timestamp, now: Timestamp
    ) -> Timestamp? {
        var record = records[job]?[party] ?? Record()
        if let heardAt = record.heardAt, moment < heardAt { return nil }
        guard let first = record.first else {
            record.first = (moment, now)
            records[job, default: [:]][party] = record
            return nil
        }
        return moment < first.failedAt ? nil : first.askedAt
    }

    /// A party has answered.
    func heard(_ party: Party, of job: JobID, now: Timestamp) {
        records[job, default: [:]][party] = Record(heardAt: now)
    }

    /// Nobody waits for a job's parties any more.
    func forget(_ job: JobID) { records[job] = nil }
}
