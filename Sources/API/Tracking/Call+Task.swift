import Domain
import Projections

extension Call {
    /// The party that a request is about: the initiator when it names none. `nil` when there is
    /// no such job here.
    func party(of job: JobID) async throws -> Party? {
        if let party = try arguments.party() { return party }
        return try await site.views.initiator(of: job)
    }

    /// The task that a request is about; `nil` when there is no such job here.
    func task() async throws -> TaskAddress? {
        let text = try arguments.requiredText("job_id")
        let component = try arguments.component()
        guard let job = JobID(text), let party = try await party(of: job) else { return nil }
        return TaskAddress(job: job, component: component, party: party)
    }
}
