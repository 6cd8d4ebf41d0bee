import Domain
import EventStore
import GRDB
import Journal

extension RowWriter {
    /// Events of the coordinator: the job over all parties, and what its site pushes to the rows of
    /// the parties that live here.
    func apply(_ event: JobEvent, of job: JobID) throws {
        switch event {
        case .submitted(let submission):
            try submitted(submission)
        case .waitingExplained(let reasons):
            try setWaitReasons(reasons, of: job)
        case .partyLacked(_, _, let reason):
            try setWaitReasons([reason], of: job)
        case .started:
            try run(
                """
                UPDATE t_federated_job SET f_status = 'running', f_start_time = ?, f_wait_reasons = '[]'
                WHERE f_job_id = ? AND f_origin_site = ?
                """, [time, job.text, origin])
        case .taskStarted(let component, let version, _):
            try setFederatedStatus(.running, component, version, of: job)
        case .taskEnded(let component, let version, let status):
            try setFederatedStatus(status, component, version, of: job)
        case .stopRequested(let status, _):
            guard status == .canceled else { return }
            try run(
                """
                UPDATE t_job SET f_cancel_signal = 1, f_cancel_time = ?
                WHERE f_job_id = ? AND f_origin_site = ?
                """, [time, job.text, origin])
        case .ended(let status, let reason):
            try ended(job, status, reason)
        case .partyCreated:
            try countOpenParties(of: job, by: 1)
            try queueIfCreated(job)
        case .partyRefused:
            try run(
                "UPDATE t_job SET f_tag = 'submit_failed' WHERE f_job_id = ? AND f_origin_site = ?",
                [job.text, origin])
        case .partyClosed:
            try countOpenParties(of: job, by: -1)
            try closeIfDone(job)
        case .startDecided, .partyReserved, .partyReleased, .partyStarted, .taskReported:
            break
        }
    }

    private func submitted(_ submission: JobSubmission) throws {
        try put(
            ViewTables.federatedJob,
            [
                "f_job_id": submission.job.text,
                "f_initiator_role": submission.initiator.role.rawValue,
                "f_initiator_party_id": submission.initiator.id.description,
                "f_status": JobStatus.ready.rawValue, "f_reason": "", "f_wait_reasons": "[]",
                "f_roles": Self.roles(submission.parties).text(), "f_is_closed": false,
                "f_parties": submission.parties.count, "f_parties_open": 0, "f_create_time": time,
                "f_position": Int64(entry.position.number),
            ])
    }

    private func setFederatedStatus(
        _ status: TaskStatus, _ component: ComponentName, _ version: Int, of job: JobID
    ) throws {
        let task = TaskID(job: job, component: component, version: version)
        try run(
            """
            UPDATE t_task SET f_status = ?, f_update_time = ?
            WHERE f_job_id = ? AND f_task_id = ? AND f_task_version = ? AND f_origin_site = ?
            """, [status.rawValue, time, job.text, task.fateID, version, origin])
    }

    private func setWaitReasons(_ reasons: [WaitReason], of job: JobID) throws {
        try run(
            "UPDATE t_federated_job SET f_wait_reasons = ? WHERE f_job_id = ? AND f_origin_site = ?",
            [JSONValue.array(reasons.map(\.json)).text(), job.text, origin])
    }

    /// The job waits in the queue once every party has created its part.
    private func queueIfCreated(_ job: JobID) throws {
        try run(
            """
            UPDATE t_federated_job SET f_status = 'waiting'
            WHERE f_job_id = ? AND f_parties_open = f_parties AND f_end_time IS NULL
                AND f_origin_site = ?
            """, [job.text, origin])
    }

    private func ended(_ job: JobID, _ status: JobStatus, _ reason: String) throws {
        try run(
            """
            UPDATE t_federated_job SET f_status = ?, f_reason = ?, f_end_time = ?,
                f_elapsed = ? - f_start_time, f_wait_reasons = '[]'
            WHERE f_job_id = ? AND f_origin_site = ?
            """, [status.rawValue, reason, time, time, job.text, origin])
        try closeIfDone(job)
    }

    private func countOpenParties(of job: JobID, by change: Int) throws {
        try run(
            """
            UPDATE t_federated_job SET f_parties_open = f_parties_open + ?
            WHERE f_job_id = ? AND f_origin_site = ?
            """, [change, job.text, origin])
    }

    private func closeIfDone(_ job: JobID) throws {
        try run(
            """
            UPDATE t_federated_job SET f_is_closed = 1
            WHERE f_job_id = ? AND f_end_time IS NOT NULL AND f_parties_open = 0
                AND f_origin_site = ?
            """, [job.text, origin])
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

extension WaitReason {
    /// The reason as rows and answers show it.
    var json: JSONValue {
        [
            "code": .string(code.rawValue),
            "party": party.map { .string($0.description) } ?? .null,
            "wanted_cores": .integer(Int64(wantedCores)),
            "free_cores": .integer(Int64(freeCores)),
            "jobs": .array(jobs.map { .string($0.text) }), "text": .string(text),
        ]
    }
}
