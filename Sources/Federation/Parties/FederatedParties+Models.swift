public import Domain
public import Journal
public import Scheduler
import Wire

extension FederatedParties: ModelClient {
    /// A site of FATE 1.x does not know the question; it is taken to be able to deploy.
    public func check(
        _ request: ModelDeployRequest, at party: Party
    ) async throws -> ModelDeployAnswer {
        do {
            guard let address = try await address(of: party) else {
                return try await local.check(request, at: party)
            }
            let limits = caller.limits
            let answer = try await ask(
                request, party, PartyCalls.deployCheck, at: address,
                within: min(limits.checkMilliseconds, limits.callMilliseconds))
            return answer.isRefusal ? .refused(answer.message) : .deployed
        } catch let error as PartyCallError {
            return .unanswered(error.message)
        }
    }

    /// Tries as often as FATE-Flow does (`federated_command_trys`) before the party counts as away.
    public func deploy(
        _ request: ModelDeployRequest, at party: Party, _ context: CommandContext
    ) async throws -> ModelDeployAnswer {
        var backoff = Backoff(
            of: "deploy \(request.newVersion) \(party)", first: Self.pauseMilliseconds,
            longest: 2 * Self.pauseMilliseconds)
        for triesLeft in (0..<Self.triesMax).reversed() {
            do {
                guard let address = try await address(of: party) else {
                    return try await local.deploy(request, at: party, context)
                }
                let answer = try await ask(request, party, PartyCalls.deploy, at: address)
                if answer.isSuccess { return .deployed }
                if answer.isRefusal || answer.code == ReturnCode.exception.rawValue {
                    return .refused(answer.message)
                }
                try answer.check(party)
            } catch let error as PartyCallError {
                guard triesLeft > 0, error.code != .noRoute else {
                    return .unanswered(error.message)
                }
                await clock.wait(milliseconds: backoff.pause())
            }
        }
        preconditionFailure("The last try returns")
    }

    private static let triesMax = 3
    private static let pauseMilliseconds: Int64 = 2_000

    private func ask(
        _ request: ModelDeployRequest, _ party: Party, _ path: String, at address: String,
        within milliseconds: Int64? = nil
    ) async throws -> PartyAnswer {
        let call = OutgoingCall(
            path: path, from: request.initiator, to: party,
            key: "\(request.newVersion) \(party)", milliseconds: milliseconds)
        return try await caller.call(
            call, try PartyBodies.deployment(request, of: party), at: address)
    }
}

extension PartyBodies {
    /// What FATE-Flow sends with `deploy/do`; the DSL is always told, so that all deploy the same.
    fileprivate static func deployment(
        _ request: ModelDeployRequest, of party: Party
    ) throws(JSONSyntaxError) -> JSONObject {
        [
            "model_id": .string(request.modelID), "model_version": .string(request.version),
            "child_model_version": .string(request.newVersion),
            "predict_dsl": try JSONValue(parsing: request.dsl), "components_checkpoint": [:],
            "initiator": seat(request.initiator), "local": seat(party),
        ]
    }

    private static func seat(_ party: Party) -> JSONValue {
        [
            "role": .string(party.role.rawValue),
            "party_id": .integer(Int64(party.id.number)),
        ]
    }
}
