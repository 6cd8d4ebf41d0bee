public import Domain
import Journal

/// A version that predict jobs can use, and which parties have it.
public struct Deployed: Hashable, Sendable {
    /// What one party said.
    public struct Answer: Hashable, Sendable {
        public let party: Party
        public let answer: ModelDeployAnswer
    }

    /// The version: a fresh job id.
    public let version: String
    /// What the parties said, in the order of the conf.
    public let answers: [Answer]

    /// The parties that have the version.
    public var parties: [Party] { answers.filter { $0.answer == .deployed }.map(\.party) }
    /// Whether every party has it.
    public var isComplete: Bool { parties.count == answers.count }
}

/// One deploying of a model at all its parties.
struct DeployRound {
    let request: ModelDeployRequest
    let parties: [Party]
    /// The parties of this site.
    let own: PartyService
    let client: any ModelClient

    /// What each party said. Whoever did not come to deploy is said to be left alone, and why.
    func run(_ context: CommandContext) async throws -> [Deployed.Answer] {
        var answers = try await ask(parties) { try await client.check(request, at: $0) }
        if let blocked = reason(answers) { return listed(answers, others: .leftAlone(blocked)) }
        var here: [Party] = []
        for party in parties where try await client.isHere(party) { here.append(party) }
        let there = parties.filter { !here.contains($0) }
        answers = try await ask(there) { try await client.deploy(request, at: $0, context) }
        guard let blocked = reason(answers) else {
            let answer = try await deployHere(here, context)
            for party in here { answers[party] = answer }
            return listed(answers, others: .deployed)
        }
        for party in here { answers[party] = .leftAlone(blocked) }
        return listed(answers, others: .deployed)
    }

    private func deployHere(
        _ here: [Party], _ context: CommandContext
    ) async throws -> ModelDeployAnswer {
        do {
            try await own.deploy(request, at: here, context)
            return .deployed
        } catch let error as ModelError {
            return .refused("\(error)")
        } catch let rejection as ModelRejection {
            return .refused("\(rejection)")
        }
    }

    /// Asks parties at the same time.
    private func ask(
        _ parties: [Party],
        _ question: @escaping @Sendable (Party) async throws -> ModelDeployAnswer
    ) async throws -> [Party: ModelDeployAnswer] {
        try await withThrowingTaskGroup(of: (Party, ModelDeployAnswer).self) { group in
            for party in parties { group.addTask { (party, try await question(party)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// The first party in the order of the conf that did not do what it was asked, and why.
    private func reason(_ answers: [Party: ModelDeployAnswer]) -> String? {
        for party in parties {
            switch answers[party] {
            case .refused(let reason), .unanswered(let reason): return "\(party): \(reason)"
            case .deployed, .leftAlone, nil: continue
            }
        }
        return nil
    }

    /// The answers in the order of the conf; `others` for those who only said that they could.
    private func listed(
        _ answers: [Party: ModelDeployAnswer], others: ModelDeployAnswer
    ) -> [Deployed.Answer] {
        parties.map { party in
            let answer = answers[party] ?? others
            return Deployed.Answer(
                party: party, answer: answer == .deployed ? others : answer)
        }
    }
}
