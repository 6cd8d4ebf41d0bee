import Domain
import Journal
import Scheduler
import Wire

/// What a job would lack at a party of this site, for the initiator's site. Ours, not FATE's.
///
/// Who may not create a job here is told so, and nothing else about the party.
enum PartyCheck {
    static func answer(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        let arguments = call.arguments
        try arguments.require("dsl", "runtime_conf")
        let (dsl, conf) = (arguments["dsl"] ?? .null, arguments["runtime_conf"] ?? .null)
        let specification = try JobSpecification(dsl: dsl, conf: conf)
        guard specification.parties.contains(own.party) else {
            throw Refusal.argument("\(own.party) is no party of the conf's role")
        }
        if let finding = try await stranger(specification.initiator, own, call) {
            return Envelope(data: PartyInspection(findings: [finding]).json)
        }
        let question = JobSubmission(
            job: own.job, initiator: specification.initiator, parties: specification.parties,
            components: [], parallelism: nil, dsl: dsl.text(), conf: conf.text(),
            inheritance: try JobInheritance(arguments[PartyBodies.inheritanceMember]))
        return Envelope(data: try await call.site.parties.inspect(question, at: own.party).json)
    }

    /// Why this site has nothing to say about the party to the caller.
    private static func stranger(
        _ initiator: Party, _ own: PartyCall, _ call: Call
    ) async throws -> JobFinding? {
        guard try await call.site.journal.routing().isHere(own.party) else {
            return JobFinding(
                .unknownParty, party: own.party, wanted: .string("\(own.party)"),
                text: "the site that is asked says that \(own.party) does not live there",
                change: "correct the route: clotho party add \(own.party.id) --address ADDRESS")
        }
        do {
            try await PartyJobs.checkInitiator(initiator, own, call)
            return nil
        } catch let refusal as Refusal {
            return JobFinding(
                .permission, party: own.party, wanted: .string("\(initiator)"),
                text: refusal.envelope.message, change: "what the party's site says")
        }
    }
}
