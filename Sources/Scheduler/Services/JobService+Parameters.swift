public import Domain
public import Journal

extension JobService {
    /// The parameters of a job after a change.
    public struct ChangedParameters: Hashable, Sendable {
        /// `job_parameters` of the conf.
        public let job: JSONValue
        /// `component_parameters` of the conf.
        public let components: JSONValue
        /// The components that the change named.
        public let names: [String]
        /// The whole conf.
        public let conf: JSONValue
    }

    /// Changes the parameters that an ended job has when it runs again.
    ///
    /// The change is on the log before the parties hear of it; one that is away gets it with the
    /// rerun.
    /// - Throws: `JobRejection`; `SubmissionError` when the change is wrong, or a party refuses it.
    public func change(
        _ job: JobID, _ change: ParameterChange, over parties: any PartyClient,
        _ context: CommandContext
    ) async throws -> ChangedParameters {
        let state = try await ended(job)
        guard let submission = state.submission else { throw JobRejection.unknownJob }
        let conf = change.applied(to: try JSONValue(parsing: submission.conf))
        let revision = try await revision(conf, change, of: submission, state)
        try await journal.execute(
            .revise(revision), by: JobDecider.self, on: .job(job), context.begun(job))
        try await tell(submission, revision, over: parties)
        return ChangedParameters(
            job: conf.object?["job_parameters"] ?? [:],
            components: conf.object?["component_parameters"] ?? [:], names: change.componentNames,
            conf: conf)
    }

    /// Checks the change as far as this site can.
    private func revision(
        _ conf: JSONValue, _ change: ParameterChange, of submission: JobSubmission,
        _ state: JobState
    ) async throws -> JobRevision {
        let specification: JobSpecification
        do {
            specification = try JobSpecification(
                dsl: JSONValue(parsing: submission.dsl), conf: conf)
        } catch let error as JobSpecificationError {
            throw SubmissionError(error, job: submission.job)
        }
        let components = try Self.components(change, of: submission)
        let parameters = specification.jobParameters(for: specification.initiator)
        let revision = JobRevision(
            number: state.revision + 1, conf: conf.text(),
            parallelism: specification.parallelism,
            limits: specification.limits(of: submission.components),
            retries: parameters.map(RetryPolicy.init) ?? RetryPolicy(), components: components)
        let routing = try await journal.routing()
        for party in submission.parties where routing.isHere(party) {
            _ = try await parties.creation(
                of: specification, submission.revised(by: revision), at: party)
        }
        return revision
    }

    private static func components(
        _ change: ParameterChange, of submission: JobSubmission
    ) throws -> [ComponentName] {
        let all = submission.components.map(\.name)
        return try change.componentNames.map { text in
            guard let name = ComponentName(text), all.contains(name) else {
                let known = all.map(\.text).joined(separator: ", ")
                throw SubmissionError(
                    code: "unknown_component",
                    message: "component_parameters: the job's DSL has no component \(text); it "
                        + "has \(known)", job: submission.job)
            }
            return name
        }
    }

    /// Tells all parties at once: one that is away keeps nobody waiting but the user.
    ///
    /// - Throws: `SubmissionError` of the first party, in the order of the conf, that refuses.
    private func tell(
        _ submission: JobSubmission, _ revision: JobRevision, over parties: any PartyClient
    ) async throws {
        let known = try await journal.state(of: JobDecider.self, .job(submission.job))
        guard known.revision == revision.number else { return }
        let refusals = await withTaskGroup(of: (Party, String?).self) { group in
            for party in submission.parties {
                group.addTask {
                    (party, await refusal(by: party, of: revision, submission.job, over: parties))
                }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for party in submission.parties {
            if let reason = refusals[party] {
                throw Self.refusal(by: party, reason, submission.job)
            }
        }
    }

    /// Why a party does not take a change; `nil` when it does, or has not heard of it.
    private func refusal(
        by party: Party, of revision: JobRevision, _ job: JobID, over parties: any PartyClient
    ) async -> String? {
        do {
            try await parties.revise(
                job, at: party, revision: revision.number, conf: revision.conf)
            return nil
        } catch let error as SubmissionError {
            return error.message
        } catch let refusal as PartyRefusal {
            return "\(refusal)"
        } catch {
            // Whatever kept it from hearing is no refusal: the request to take part in the next
            // round carries the conf once more, and a party that does not answer that ends it.
            return nil
        }
    }

    private static func refusal(by party: Party, _ reason: String, _ job: JobID) -> SubmissionError
    {
        SubmissionError(
            code: "update_refused",
            message: "\(party) refuses the change, and would refuse the rerun: \(reason); change "
                + "the parameters again", job: job)
    }
}
