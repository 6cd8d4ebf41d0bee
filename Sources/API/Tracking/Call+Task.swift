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
        let version = try arguments.taskVersion()
        return party.map { party in
            TaskAddress(
                job: job, component: component, party: party, origin: origin, version: version)
        }
    }

    /// The task that a request is about; `nil` when there is no such job here.
    func task() async throws -> TaskAddress? {
        let text = try arguments.requiredText("job_id")
        let component = try arguments.component()
        guard let job = JobID(text), let party = try await party(of: job) else { return nil }
        return TaskAddress(
            job: job, component: component, party: party, version: try arguments.taskVersion())
    }
}

extension Arguments {
    /// Which version of a task is meant; `nil` for the newest. Ours, not FATE's.
    fileprivate func taskVersion() throws(Refusal) -> Int? {
        guard let version = try integer("task_version") else { return nil }
        guard version >= 0 else {
            throw .argument("task_version must be 0 or more, not \(version)")
        }
        return version
    }
}
