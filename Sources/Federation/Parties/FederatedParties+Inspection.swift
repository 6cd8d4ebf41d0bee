public import Domain
public import Scheduler
import Wire

extension FederatedParties: PartyInspector {
    /// Asks the party's site once, and waits for no longer than a person would.
    public func inspect(
        _ submission: JobSubmission, at party: Party
    ) async throws -> PartyInspection {
        do {
            guard let address = try await address(of: party) else {
                return try await local.inspect(submission, at: party)
            }
            let answer = try await ask(submission, party, at: address)
            if answer.isSuccess, let told = try PartyInspection(answer.data, of: party) {
                return told
            }
            return PartyInspection(findings: [Self.finding(answer, party, at: address)])
        } catch let error as PartyCallError {
            return PartyInspection(findings: [Self.finding(error, party)])
        } catch let error as FieldError {
            return PartyInspection(findings: [
                JobFinding(
                    .notChecked, party: party,
                    text: "its site's answer is not understood: \(error)",
                    change: "the same version of Clotho at both sites")
            ])
        }
    }

    private func ask(
        _ submission: JobSubmission, _ party: Party, at address: String
    ) async throws -> PartyAnswer {
        let limits = caller.limits
        let call = OutgoingCall(
            path: "\(PartyCalls.Subject.job(submission.job, party).path)/\(PartyCalls.check)",
            from: submission.initiator, to: party,
            milliseconds: min(limits.checkMilliseconds, limits.callMilliseconds))
        return try await caller.call(call, try PartyBodies.creation(submission), at: address)
    }

    /// What an answer means that is not one to the question. FATE 1.x answers 100 to a path that it
    /// does not know (`fate_flow_server.py`), and other servers with a status of HTTP.
    private static func finding(
        _ answer: PartyAnswer, _ party: Party, at address: String
    ) -> JobFinding {
        guard answer.isRefusal else {
            return JobFinding(
                .notChecked, party: party, wanted: "job/check", available: .string(answer.message),
                text: "its site at \(address) does not know how to look",
                change:
                    "ask the party, or submit: creating the job is refused where it lacks something"
            )
        }
        let code: JobFinding.Code =
            answer.code == ReturnCode.permission.rawValue ? .permission : .refused
        return JobFinding(
            code, party: party, text: "its site at \(address) refused: \(answer.message)",
            change: "what the party says")
    }

    private static func finding(_ error: PartyCallError, _ party: Party) -> JobFinding {
        switch error.code {
        case .noRoute:
            JobFinding(
                .noRoute, party: party, wanted: "a route", text: "there is no route to \(party)",
                change: "add one with: clotho party add \(party.id) --address ADDRESS")
        case .badAnswer:
            JobFinding(
                .notChecked, party: party, wanted: "job/check", text: error.message,
                change: "the address of the party's site: clotho party ping \(party.id)")
        case .unreachable, .noAnswer, .busy, .failed:
            JobFinding(
                .unreachable, party: party, wanted: "an answer", text: error.message,
                change: "an answer of the party's site: clotho party ping \(party.id)")
        }
    }
}
