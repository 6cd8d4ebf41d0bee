import Domain
import HTTPTypes
import HummingbirdCore
import Scheduler
import Wire

/// `job/submit`.
enum JobSubmit {
    static func answer(_ call: Call) async throws -> Reply {
        let (dsl, conf) = try JobPreflight.documents(of: call)
        let job = await call.site.jobs.newID(at: call.site.clock.now())
        // Beside the submission, so that nobody waits longer for it: one call to each other site.
        async let looked = call.site.preflight.check(dsl: dsl, conf: conf, as: job)
        do {
            let reply = try await reply(to: call, dsl: dsl, conf: conf, as: job)
            return reply.adding(try? await looked)
        } catch {
            // Documents that cannot be read have nothing to be checked, and are refused for that.
            guard var refusal = Refusal(error) else { throw error }
            refusal.envelope.check = (try? await looked)?.json
            throw refusal
        }
    }

    /// Submits, waits until the job can be found, and answers in FATE's form.
    ///
    /// - Parameter extra: members that the answer has beside FATE's.
    static func reply(
        to call: Call, dsl: JSONValue, conf: JSONValue, as job: JobID? = nil,
        adding extra: JSONObject = [:]
    ) async throws -> Reply {
        let submitted = try await call.site.jobs.submit(
            dsl: dsl, conf: conf, as: job, call.context)
        try await call.site.settle()
        let files = JobFiles(directory: "\(call.site.directories.jobs)/\(submitted.job)")
        try files.write(submitted)
        var data = SubmitData(call: call, submitted: submitted, files: files).json
        for (name, value) in extra { data[name] = value }
        let message = RemovedParameters.warning(about: conf) ?? "success"
        return .envelope(.init(.success, message, data: .object(data), job: submitted.job))
    }
}

extension Reply {
    /// The answer with what the job lacks.
    fileprivate func adding(_ check: JobCheck?) -> Reply {
        guard case .envelope(var envelope) = self else { return self }
        envelope.check = check?.json
        return .envelope(envelope)
    }
}

/// The answer to an accepted job, with the path names of FATE 1.2 and of 1.7 and later.
struct SubmitData {
    let call: Call
    let submitted: SubmittedJob
    let files: JobFiles

    var json: JSONObject {
        let job = submitted.job.text
        return [
            "job_id": .string(job), "code": 0, "message": "success",
            "board_url": .string(boardURL),
            "model_info": [
                "model_id": .string(submitted.modelID),
                "model_version": .string(submitted.modelVersion),
            ],
            "logs_directory": .string("\(call.site.directories.jobLogs)/\(job)"),
            "dsl_path": .string(files.dsl), "job_dsl_path": .string(files.dsl),
            "runtime_conf_path": .string(files.conf), "job_runtime_conf_path": .string(files.conf),
            "runtime_conf_on_party_path": .string(files.conf),
            "train_runtime_conf_path": .string(files.trainConf),
            "pipeline_dsl_path": .string(files.pipelineDSL),
        ]
    }

    private var boardURL: String {
        let initiator = submitted.conf.object?["initiator"]?.object
        let role = initiator?["role"]?.string ?? ""
        let party = initiator?["party_id"].flatMap { $0.string ?? $0.integer.map { "\($0)" } } ?? ""
        let server = call.request.head.authority ?? "127.0.0.1:9380"
        return "http://\(server)/index.html#/dashboard"
            + "?job_id=\(submitted.job)&role=\(role)&party_id=\(party)"
    }
}
