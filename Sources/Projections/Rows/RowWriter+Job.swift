import Domain
import EventStore
import Journal

extension RowWriter {
    /// Events of the coordinator: the job over all parties, and what its site pushes to the rows of
    /// the parties that live here.
    func apply(_ event: JobEvent, of job: JobID) throws {
        switch event {
        case .submitted(let submission):
            try submitted(submission)
        case .waitingExplained(let reasons, _):
            try setWaitReasons(reasons, of: job)
        case .startDecided:
            try dropWaitReasons(of: nil, job)
        case .partyLacked(let party, _, let reasons):
            try setWaitReasons(reasons, of: party, job)
        case .partyReserved(let party, _):
            try dropWaitReasons(of: party, job)
        case .started:
            try updateFederatedJob(job) { row in
                row["f_status"] = .text(JobStatus.running.rawValue)
                row["f_start_time"] = moment
                row["f_wait_reasons"] = "[]"
            }
        case .taskStarted(let component, let version, _):
            try setFederatedStatus(.running, component, version, of: job)
        case .taskEnded(let component, let version, let status):
            try setFederatedStatus(status, component, version, of: job)
        case .stopRequested(let status, _):
            guard status == .canceled else { return }
            for row in try parties(of: job) {
                row["f_cancel_signal"] = true
                row["f_cancel_time"] = moment
            }
        case .ended(let status, let reason):
            try ended(job, status, reason)
        case .partyCreated:
            try updateFederatedJob(job) { row in
                countOpenParties(row, by: 1)
                queueIfCreated(row)
            }
        case .partyRefused:
            for row in try parties(of: job) { row["f_tag"] = "submit_failed" }
        case .partyUnanswered:
            // It is told of the end of the job, as if it had created its part.
            try updateFederatedJob(job) { countOpenParties($0, by: 1) }
            for row in try parties(of: job) { row["f_tag"] = "submit_failed" }
        case .partyClosed:
            try updateFederatedJob(job) { row in
                countOpenParties(row, by: -1)
                closeIfDone(row)
            }
        case .rerunRequested(let round):
            try began(round, of: job)
        case .partyReopened:
            try updateFederatedJob(job) { row in
                countOpenParties(row, by: 1)
                queueIfCreated(row)
            }
        case .partyDeclined(_, _, _, let isUnanswered):
            // Who did not answer is told of the end, as if it took part.
            if isUnanswered { try updateFederatedJob(job) { countOpenParties($0, by: 1) } }
        case .taskRetryScheduled(let retry):
            try changeRetries(of: job) { $0[retry.component.text] = retry.json }
        case .taskRetryReleased(let component, _):
            try changeRetries(of: job) { $0[component.text] = nil }
        case .parametersRevised(let revision):
            try updateFederatedJob(job) { row in
                row["f_priority"] = Cell(revision.limits.priority)
                row["f_auto_retries"] = Cell(revision.retries.countMax)
                row["f_auto_retry_delay"] = Cell(revision.retries.delaySeconds)
            }
        case .startOverdue, .startPauseEnded, .partyReleased, .partyStarted, .taskReported,
            .partyUnreachable, .limitReached, .taskLimitReached,
            .componentsInherited:
            break
        }
    }

    private func submitted(_ submission: JobSubmission) throws {
        let row = row(
            of: ViewTables.federatedJob,
            [
                "f_job_id": .text(submission.job.text),
                "f_initiator_role": .text(submission.initiator.role.rawValue),
                "f_initiator_party_id": .text(submission.initiator.id.description),
                "f_status": .text(JobStatus.ready.rawValue), "f_reason": "",
                "f_wait_reasons": "[]",
                "f_priority": Cell(submission.limits.priority),
                "f_roles": .text(Self.roles(submission.parties).text()), "f_is_closed": false,
                "f_parties": Cell(submission.parties.count), "f_parties_open": 0,
                "f_round": 0, "f_retries": "{}",
                "f_auto_retries": Cell(submission.retries.countMax),
                "f_auto_retry_delay": Cell(submission.retries.delaySeconds),
                "f_create_time": moment, "f_position": .integer(Int64(entry.position.number)),
            ])
        try rows.federatedJobs.put(row, rows.statements)
    }

    private func setFederatedStatus(
        _ status: TaskStatus, _ component: ComponentName, _ version: Int, of job: JobID
    ) throws {
        let task = TaskID(job: job, component: component, version: version)
        let group: [Cell] = [.text(job.text), .text(task.fateID), Cell(version)]
        for row in try rows.tasks.rows(group, rows.statements) where row["f_origin_site"] == origin
        {
            row["f_status"] = .text(status.rawValue)
            row["f_update_time"] = moment
        }
    }

    private func ended(_ job: JobID, _ status: JobStatus, _ reason: String) throws {
        try updateFederatedJob(job) { row in
            row["f_status"] = .text(status.rawValue)
            row["f_reason"] = .text(reason)
            row["f_end_time"] = moment
            row["f_elapsed"] = elapsed(since: row["f_start_time"])
            row["f_wait_reasons"] = "[]"
            row["f_retries"] = "{}"
            closeIfDone(row)
            guard row["f_round"] != 0 else { return }
            // A party that has declined was never told of the round.
            for row in try parties(of: job) { row["f_rerun_signal"] = false }
        }
    }

    /// The job waits in the queue once every party has created its part.
    private func queueIfCreated(_ row: PendingRow) {
        if row["f_parties_open"] == row["f_parties"], row["f_end_time"] == .null {
            row["f_status"] = .text(JobStatus.waiting.rawValue)
        }
    }

    private func countOpenParties(_ row: PendingRow, by change: Int64) {
        row["f_parties_open"] = .integer((row["f_parties_open"].number ?? 0) + change)
    }

    private func closeIfDone(_ row: PendingRow) {
        if row["f_end_time"] != .null, row["f_parties_open"] == 0 { row["f_is_closed"] = true }
    }

    /// Changes the row of a job as its coordinator sees it, if there is one.
    func updateFederatedJob(_ job: JobID, _ change: (PendingRow) throws -> Void) throws {
        guard let row = try rows.federatedJobs.row([.text(job.text), origin], rows.statements)
        else { return }
        try change(row)
    }

    /// The rows of a job at all parties.
    func parties(of job: JobID) throws -> [PendingRow] {
        try rows.jobs.rows([.text(job.text)], rows.statements)
            .filter { $0["f_origin_site"] == origin }
    }

    /// `{"guest": [9999], …}`, in the order of the conf.
    static func roles(_ parties: [Party]) -> JSONValue {
        var roles = JSONObject()
        for party in parties {
            let ids = roles[party.role.rawValue]?.array ?? []
            roles[party.role.rawValue] = .array(ids + [.integer(Int64(party.id.number))])
        }
        return .object(roles)
    }
}
