import Domain
import Journal
import Scheduler
import Wire

/// What the coordinator of a job asks one party about its part of the job
/// (FATE-Flow `scheduling_apps/party_app.py`).
enum PartyJobs {
    static func create(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let arguments = call.arguments
        try arguments.require("dsl", "runtime_conf")
        let (dsl, conf) = (arguments["dsl"] ?? .null, arguments["runtime_conf"] ?? .null)
        let specification = try JobSpecification(dsl: dsl, conf: conf)
        guard specification.parties.contains(own.party) else {
            throw Refusal.argument("\(own.party) is no party of the conf's role")
        }
        try await checkInitiator(specification.initiator, own, call)
        let submission = JobSubmission(
            job: own.job, initiator: specification.initiator, parties: specification.parties,
            components: [], parallelism: nil, dsl: dsl.text(), conf: conf.text(),
            inheritance: try JobInheritance(arguments[PartyBodies.inheritanceMember]))
        switch try await call.site.parties.create(submission, at: own.party) {
        case .created:
            let state = try await call.site.journal.state(
                of: PartyDecider.self, .party(own.job, own.party))
            return Envelope(
                data: state.creation.map {
                    PartyBodies.created($0, inherited: state.inheritedComponents)
                })
        case .refused(let reason), .unanswered(let reason):
            return Envelope(.operating, reason, data: ["job_id": .string(own.job.text)])
        }
    }

    /// The components that were taken over from an earlier job.
    static func inherited(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let state = try await own.checkInitiator(call)
        return Envelope(data: .array(state.inheritedComponents.map { .string($0.text) }))
    }

    /// A party takes part in the jobs of those alone whom it can report to.
    static func checkInitiator(
        _ initiator: Party, _ own: PartyCall, _ call: Call
    ) async throws {
        guard own.caller == initiator.id else {
            throw Refusal(
                .permission,
                "the conf's initiator is \(initiator), the caller is \(PartyCall.name(own.caller))")
        }
        switch try await call.site.journal.routing().route(to: initiator) {
        case .site?: return
        case .here?:
            throw Refusal(
                .permission,
                "\(initiator) lives at the site of \(own.party) as far as that knows; tell it "
                    + "where: clotho party add \(initiator.id) --address ADDRESS")
        case nil:
            throw Refusal(
                .operating,
                "the site of \(own.party) has no route to \(initiator): clotho party add "
                    + "\(initiator.id) --address ADDRESS")
        }
    }

    static func reserve(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let state = try await own.checkInitiator(call)
        let attempt = try attempt(call, otherwise: state.lastAttempt + 1)
        switch try await call.site.parties.reserve(own.job, at: own.party, attempt: attempt) {
        case .reserved: return Envelope()
        case .refused(let reasons):
            let words = reasons.map(\.text).joined(separator: "; ")
            return Envelope(.operating, words, data: WaitReason.refusal(reasons))
        case .ended(let status): return over(status)
        }
    }

    /// The party's part has ended by itself.
    private static func over(_ status: JobStatus) -> Envelope {
        Envelope(
            .operating, "its part of the job is over: \(status.rawValue)",
            data: [PartyBodies.endedMember: .string(status.rawValue)])
    }

    static func release(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let state = try await own.checkInitiator(call)
        let attempt = try attempt(call, otherwise: state.lastAttempt)
        try await call.site.parties.release(own.job, at: own.party, attempt: attempt)
        return Envelope()
    }

    /// FATE 1.x does not count its attempts.
    private static func attempt(_ call: Call, otherwise: Int) throws -> Int {
        let attempt = try call.arguments.integer("attempt") ?? otherwise
        guard attempt > 0 else { throw Refusal.argument("attempt must be above 0, not \(attempt)") }
        return attempt
    }

    static func start(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let state = try await own.checkInitiator(call)
        let ended = try await call.site.parties.start(
            own.job, at: own.party, round: try round(call, state))
        return ended.map(over) ?? Envelope()
    }

    /// FATE 1.x does not count its rounds.
    private static func round(_ call: Call, _ state: PartyState) throws -> Int {
        try call.arguments.integer("round") ?? state.round
    }

    /// The coordinator's status of the job. An end gives the party's cores back; it is refused for
    /// now (106) while workers are still at work.
    static func status(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let status = try status(call)
        guard status.isEnd else {
            let state = try await own.checkInitiator(call)
            if status == .waiting { return try await PartyRounds.reopen(own, state, call) }
            return status == .running ? try await start(own, call) : Envelope()
        }
        let state = try await call.site.journal.state(
            of: PartyDecider.self, .party(own.job, own.party))
        // A part that was never created is ended all the same: its creation may still be on its way.
        if state.creation != nil {
            try await own.checkInitiator(call)
        } else {
            try await checkIsRouted(own, call)
        }
        do {
            try await call.site.parties.end(
                own.job, at: own.party, round: try round(call, state), as: status,
                reason: call.arguments.text("reason") ?? "")
        } catch let rejection as PartyRejection {
            guard case .stillAtWork = rejection else { throw rejection }
            return Envelope(.running, "\(rejection)")
        }
        return Envelope()
    }

    private static func checkIsRouted(_ own: PartyCall, _ call: Call) async throws {
        let routing = try await call.site.journal.routing()
        guard let caller = own.caller, case .site? = routing.route(to: Party(.guest, caller)) else {
            throw Refusal(
                .permission,
                "\(PartyCall.name(own.caller)) is not known to the site of \(own.party)")
        }
    }

    /// Stops the party's tasks; FATE 1.x sends the end of the job behind it.
    static func stop(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let state = try await own.checkInitiator(call)
        guard let status = TaskStatus(rawValue: try status(call).rawValue), status.isInterrupt
        else {
            throw Refusal.argument("a job is stopped as canceled, failed or timeout")
        }
        for component in state.componentsAtWork {
            guard let run = state.runs[component] else { continue }
            try await call.site.parties.stopTask(
                TaskID(job: own.job, component: component, version: run.version), at: own.party,
                as: status, reason: call.arguments.text("reason") ?? "stopped by the initiator")
        }
        return Envelope()
    }

    /// FATE's ping, and its way to overwrite columns; nothing that it sends is kept twice here.
    static func align(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        try await known(own, call)
    }

    /// Calls that have nothing to do here, for a job that is known.
    static func known(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        try await own.checkInitiator(call)
        return Envelope()
    }

    static func status(_ call: Call) throws -> JobStatus {
        let text = call.path["status"] ?? ""
        guard let status = JobStatus(rawValue: text) else {
            throw Refusal.argument("\(text) is no status of a job")
        }
        return status
    }
}

extension PartyState {
    /// The components that were taken over from an earlier job, in topological order.
    fileprivate var inheritedComponents: [ComponentName] {
        (creation?.tasks ?? []).map(\.component).filter { runs[$0]?.inheritedFrom != nil }
    }
}
