import Domain
import EventStore
import HTTPTypes
import Journal
import Logging
import Scheduler
import Wire

extension Endpoints {
    /// The calls of other sites.
    static let federation = [
        job(PartyCalls.create, PartyJobs.create), job(PartyCalls.reserve, PartyJobs.reserve),
        job(PartyCalls.release, PartyJobs.release), job(PartyCalls.start, PartyJobs.start),
        job("\(PartyCalls.status)/{status}", PartyJobs.status),
        job("\(PartyCalls.stop)/{status}", PartyJobs.stop),
        job(PartyCalls.align, PartyJobs.align), job(PartyCalls.clean, PartyCleaningCall.clean),
        job("dependence/check", PartyJobs.known), job("model", PartyJobs.known),
        job("update", PartyJobs.known), task("update", PartyTasks.known),
        job(PartyCalls.rerunCheck, PartyRounds.lostOutputs),
        job(PartyCalls.inheritanceCheck, PartyJobs.inherited),
        job(PartyCalls.parameters, PartyRounds.revise),
        task(PartyCalls.create, PartyRounds.createTask),
        task(PartyCalls.start, PartyTasks.start), task(PartyCalls.collect, PartyTasks.collect),
        task("\(PartyCalls.stop)/{status}", PartyTasks.stop),
        task("\(PartyCalls.status)/{status}", PartyTasks.known),
        task("\(PartyCalls.clean)/{content}", PartyTasks.known),
        on("\(PartyCalls.jobPattern)/\(PartyCalls.check)", PartyCheck.answer),
        on(
            "\(PartyCalls.initiatorJobPattern)/\(PartyCalls.stop)/{status}",
            InitiatorCalls.stop),
        on("\(PartyCalls.initiatorJobPattern)/\(PartyCalls.rerun)", InitiatorCalls.rerun),
        on("\(PartyCalls.initiatorJobPattern)/\(PartyCalls.query)", InitiatorCalls.standing),
        on("\(PartyCalls.initiatorTaskPattern)/\(PartyCalls.report)", InitiatorCalls.report),
        on(PartyCalls.deploy, PartyDeploys.deploy, PartyDeploys.subject),
        on(PartyCalls.deployCheck, PartyDeploys.check, PartyDeploys.subject),
        Endpoint(
            .post, "\(PartyCalls.taskPattern)/\(PartyCalls.messagePattern)", .stream,
            PartyMessages.take),
    ]

    /// What answers one call of another site.
    typealias PartyHandler = @Sendable (PartyCall, Call) async throws -> Envelope

    private static func job(_ end: String, _ handler: @escaping PartyHandler) -> Endpoint {
        on("\(PartyCalls.jobPattern)/\(end)", atHome(handler))
    }

    private static func task(_ end: String, _ handler: @escaping PartyHandler) -> Endpoint {
        on("\(PartyCalls.taskPattern)/\(end)", atHome(handler))
    }

    /// Refuses calls for parties that do not live here.
    private static func atHome(_ handler: @escaping PartyHandler) -> PartyHandler {
        { party, call in
            try await party.checkIsHere(call)
            return try await handler(party, call)
        }
    }

    /// Adds to the answer what sites tell each other, and the name of the message to the events.
    private static func on(
        _ path: String, _ handler: @escaping PartyHandler,
        _ subject: @escaping @Sendable (Call) throws -> PartyCall = { try PartyCall($0) }
    ) -> Endpoint {
        Endpoint(.post, path, .optionalJSON) { call in
            let party = try subject(call)
            var envelope = try await Causation.$current.withValue(party.cause ?? call.id) {
                do {
                    return try await handler(party, call)
                } catch {
                    guard let refusal = Refusal(error) else { throw error }
                    return refusal.envelope
                }
            }
            envelope.extras = PartyExtras(
                site: call.site.log.site, messageID: party.extras.messageID,
                checkpoint: await call.site.checkpointAnswer(to: party.extras))
            return .envelope(envelope)
        }
    }
}

extension Site {
    /// What this site says to the checkpoint that a call carries; `nil` when it carries none.
    ///
    /// Whatever is wrong with it keeps no call from its work: forks are on the log and in the health
    /// of the site.
    fileprivate func checkpointAnswer(to extras: PartyExtras) async -> JSONValue? {
        guard let json = extras.checkpoint, let sender = extras.site, sender != log.site else {
            return nil
        }
        do {
            return try await peers.receive(try CheckpointOffer(json), from: sender).json
        } catch {
            logger.warning("the checkpoint of the site \(sender): \(error)")
            return nil
        }
    }
}
