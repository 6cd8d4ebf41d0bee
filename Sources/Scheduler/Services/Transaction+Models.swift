import Domain
import Journal

extension Transaction {
    /// Keeps what a component has trained under the name of the party's model; a predict job keeps
    /// nothing.
    mutating func keep(
        _ model: ModelOutput, of task: TaskID, _ creation: PartyCreation
    ) async throws {
        guard creation.isTraining, let name = creation.modelName, let modelID = creation.modelID
        else { return }
        let source = ModelSource(
            job: creation.job, party: creation.party, initiator: creation.initiator,
            modelID: modelID)
        let component = ModelComponent(
            component: task.component, version: task.version, model: model)
        try await decide(
            .save(component, from: source), by: ModelDecider.self, on: .model(name))
    }
}
