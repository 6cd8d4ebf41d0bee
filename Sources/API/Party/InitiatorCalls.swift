import Domain
import Federation
import Journal
import Scheduler
import Wire

/// What the parties of a job tell its coordinator (FATE-Flow `scheduling_apps/initiator_app.py`).
enum InitiatorCalls {
    /// A party says how its part of a task is.
    static func report(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        guard let task = own.task else { throw Refusal.notFound }
        let initiator = try await initiator(of: own, call)
        guard own.caller == own.party.id else {
            throw Refusal(
                .permission, "\(PartyCall.name(own.caller)) cannot report for \(own.party)")
        }
        let report = try TaskReport(call.arguments.members, of: task, own.party)
        try await call.site.federation.report(report, of: own.job, to: initiator)
        return Envelope()
    }

    /// A party asks for the job to be stopped.
    static func stop(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let initiator = try await initiator(of: own, call)
        let status = try PartyJobs.status(call)
        try await call.site.federation.stop(
            own.job, as: status, reason: call.arguments.text("reason") ?? "stopped by \(own.party)",
            of: own.party, at: initiator)
        return Envelope()
    }

    /// A party asks for the job to run again.
    static func rerun(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        _ = try await initiator(of: own, call)
        _ = try await call.site.jobs.rerun(
            own.job, from: try JobRerun.components(call.arguments),
            force: call.arguments.flag("force") ?? false, over: call.site.federation,
            own.context(call))
        return Envelope()
    }

    /// A party asks how the job is. That there is no such job may be said only where somebody has said
    /// that the initiator lives: the route that led here may be a wrong one, or the log an empty one.
    static func standing(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let initiator = try PartyBodies.initiator(in: call.arguments.members)
        let routing = try await call.site.journal.routing()
        guard routing.isHere(initiator) else {
            throw Refusal(
                .operating, "\(initiator) does not live at this site; correct the route to it")
        }
        guard own.caller == own.party.id else {
            throw Refusal(
                .permission, "\(PartyCall.name(own.caller)) cannot ask for \(own.party)")
        }
        let standing = try await call.site.federation.ownStanding(
            of: own.job, for: own.party, at: initiator)
        guard standing != .unknown || routing.saysHere(initiator) else {
            throw Refusal(
                .operating,
                "this site has no such job, and no route says that \(initiator) lives here; where it "
                    + "does: clotho party add \(initiator.id) --here")
        }
        return Envelope(data: standing.json)
    }

    /// Checks that this site coordinates the job, and that the caller takes part in it.
    private static func initiator(of own: PartyCall, _ call: Call) async throws -> Party {
        let state = try await call.site.journal.state(of: JobDecider.self, .job(own.job))
        guard let submission = state.submission else { throw JobRejection.unknownJob }
        guard submission.parties.contains(own.party),
            submission.parties.contains(where: { $0.id == own.caller })
        else {
            throw Refusal(
                .permission, "\(PartyCall.name(own.caller)) takes no part in job \(own.job)")
        }
        return submission.initiator
    }
}
