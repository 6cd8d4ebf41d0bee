import Domain
import Journal

/// The earlier job that another one wants to take components over from, as its coordinator knows it.
struct InheritedJob {
    let journal: Journal

    /// What a job takes over, and what keeps it from that. Only a job of the same initiator, which
    /// this site has coordinated, can be one.
    func inheritance(
        _ wish: InheritanceWish, of initiator: Party
    ) async throws -> (JobInheritance, findings: [JobFinding]) {
        let state = try await journal.state(of: JobDecider.self, .job(wish.source))
        var findings: [JobFinding] = []
        if let submission = state.submission {
            if submission.initiator != initiator {
                findings.append(
                    .notInheritable(
                        from: wish.source, nil, nil,
                        "the job is \(submission.initiator)'s, and this one \(initiator)'s"))
            }
            findings += wish.components.compactMap { finding(of: $0, in: state, wish.source) }
        } else {
            findings.append(
                .notInheritable(
                    from: wish.source, nil, nil, "this site has coordinated no such job"))
        }
        let members = wish.components.map {
            TaskVersion(component: $0, version: state.tasks[$0]?.version ?? 0)
        }
        return (JobInheritance(source: wish.source, components: members), findings)
    }

    private func finding(
        of component: ComponentName, in state: JobState, _ source: JobID
    ) -> JobFinding? {
        guard let task = state.tasks[component] else {
            return .notInheritable(
                from: source, nil, component, "that job has no component of this name")
        }
        guard !task.status.isSuccess else { return nil }
        return .notInheritable(
            from: source, nil, component, "it has not succeeded there: \(task.status.rawValue)")
    }
}

extension JobFinding {
    /// A component, or a whole job, that cannot be taken over.
    static func notInheritable(
        from source: JobID, _ party: Party?, _ component: ComponentName?, _ reason: String
    ) -> JobFinding {
        let what = component == nil ? "nothing can" : "cannot"
        return JobFinding(
            .notInheritable, party: party, component: component?.text,
            wanted: .string(source.text),
            text: "\(what) be inherited from job \(source): \(reason)",
            change: component.map { name in
                "make it the same, or leave \(name) and what reads it out of "
                    + "inheritance_info.component_list"
            } ?? "correct or leave out inheritance_info in job_parameters.common")
    }
}
