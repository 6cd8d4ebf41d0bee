import Domain
import Journal
import Scheduler
import Wire

/// What the site of a model's initiator asks a party of this site about its part of the model
/// (FATE-Flow `apps/model_app.py`, `deploy/do`).
enum PartyDeploys {
    /// The job of such a call is the version to make, which is a fresh job id.
    static func subject(_ call: Call) throws -> PartyCall {
        let arguments = call.arguments
        try arguments.require("model_id", "model_version", "child_model_version", "local")
        let seat = Arguments(arguments["local"]?.object ?? [:])
        guard let party = try seat.party() else {
            throw Refusal.argument("local must have role and party_id")
        }
        guard let version = JobID(try arguments.requiredText("child_model_version")) else {
            throw Refusal.argument("child_model_version must be a job id")
        }
        return try PartyCall(call, job: version, party: party)
    }

    static func check(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        try envelope(try await call.site.parties.check(request(own, call), at: own.party), own)
    }

    static func deploy(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let request = try await request(own, call)
        let answer = try await call.site.parties.deploy(request, at: own.party, own.context(call))
        // Whoever deployed at one site may ask another one next.
        try await call.site.settle()
        return try envelope(answer, own)
    }

    /// Checks that the caller is the initiator of the job that trained the model.
    private static func request(_ own: PartyCall, _ call: Call) async throws -> ModelDeployRequest {
        try await own.checkIsHere(call)
        let request = try await call.site.jobs.models.request(
            try call.arguments.requiredText("model_id"),
            try call.arguments.requiredText("model_version"), at: own.party,
            try ModelDeploy.choice(call.arguments), as: own.job.text)
        guard own.caller == request.initiator.id else {
            throw Refusal(
                .permission,
                "the model is \(request.initiator)'s; \(PartyCall.name(own.caller)) may not "
                    + "deploy it")
        }
        return request
    }

    private static func envelope(
        _ answer: ModelDeployAnswer, _ own: PartyCall
    ) throws -> Envelope {
        let (code, message) = ModelDeploy.outcome(of: answer, at: own.party)
        return Envelope(code, message)
    }
}
