import Domain
import Projections

extension Call {
    /// The party that a request is about: the initiator when it names none. `nil` when there is
    /// no such job here.
    func party(of job: JobID) async throws -> Party? {
        if let party = try arguments.party() { return party }
        return try await site.views.initiator(of: job)
    }

    /// The task whose rows a request wants to see: this site's, or one that was imported. What
    /// lies beside the log, such as tables, is here for this site's own only.
    func shownTask() async throws -> TaskAddress? {
        let text = try arguments.requiredText("job_id")
        let component = try arguments.component()
        guard let job = JobID(text) else { return nil }
        let wanted = arguments["origin_site"]?.string
        let origin = try await site.views.origin(of: job, wanted: wanted)
        var party = try arguments.party()
        if party == nil { party = try await site.views.initiator(of: job, from: origin) }
        return party.map { party in
            TaskAddress(job: job, component: component, party: party, origin: origin)
        }
    }

    /// The task that a request is about; `nil` when there is no such job here.
    func task() async throws -> TaskAddress? {
        let text = try arguments.requiredText("job_id")
        let component = try arguments.component()
        guard let job = JobID(text), let party = try await party(of: job) else { return nil }
        return TaskAddress(job: job, component: component, party: party)
    }
}
