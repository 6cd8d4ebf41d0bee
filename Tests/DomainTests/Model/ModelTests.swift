import Domain
import TestKit
import Testing

/// The models that jobs leave at their parties.
@Suite struct ModelTests {
    private let source = ModelSource(
        job: Samples.job, party: Samples.guest, initiator: Samples.guest, modelID: "m")

    private func trained(version: Int) -> ModelComponent {
        ModelComponent(
            component: Samples.name("hetero_lr_0"), version: version,
            model: ModelOutput(name: "model", module: "HeteroLR", digest: "d\(version)"))
    }

    @Test func theFirstComponentMakesTheModel() {
        Scenario<ModelDecider>.given([]).when(.save(trained(version: 0), from: source))
            .then(.created(source), .componentSaved(trained(version: 0)))
    }

    @Test func theSameComponentIsSavedOnce() {
        Scenario<ModelDecider>.given([.created(source), .componentSaved(trained(version: 0))])
            .when(.save(trained(version: 0), from: source)).then()
    }

    @Test func aLaterRunReplacesTheComponent() {
        let other = ModelSource(
            job: Samples.job, party: Samples.guest, initiator: Samples.host, modelID: "m")
        Scenario<ModelDecider>.given([.created(source), .componentSaved(trained(version: 0))])
            .when(.save(trained(version: 1), from: other))
            .then(.componentSaved(trained(version: 1)))
    }

    private let deployment = ModelDeployment(
        parentVersion: "1", dsl: "{}", trainedDSL: "{}", trainedConf: "{}")

    @Test func aDeployedVersionIsMadeWhole() {
        Scenario<ModelDecider>.given([])
            .when(.deploy(deployment, from: source, [trained(version: 2)]))
            .then(.created(source), .deployed(deployment), .componentSaved(trained(version: 2)))
    }

    @Test func aVersionIsDeployedOnce() {
        Scenario<ModelDecider>.given([.created(source), .deployed(deployment)])
            .when(.deploy(deployment, from: source, [])).then()
    }

    @Test func aDeployedVersionStaysAsItIs() {
        Scenario<ModelDecider>.given([.created(source), .deployed(deployment)])
            .when(.save(trained(version: 0), from: source)).thenRejected(.versionDeployed)
    }

    @Test func aTrainedVersionIsNotOverwritten() {
        Scenario<ModelDecider>.given([.created(source), .componentSaved(trained(version: 0))])
            .when(.deploy(deployment, from: source, [])).thenRejected(.versionExists)
    }

    @Test func aPartysPartIsNamedByItsConf() {
        let creation = PartyCreation(
            job: Samples.job, party: Samples.guest, initiator: Samples.guest,
            parties: [Samples.guest], need: ResourceNeed(engine: "e", cores: 1, memory: 0),
            tasks: [], dsl: "{}", conf: "{}",
            jobParameters: #"{"model_id": "guest-9999#model", "model_version": "7"}"#)
        #expect(
            creation.modelName
                == ModelName(partyModelID: "guest#9999#guest-9999#model", version: "7"))
        #expect(ModelName(partyModelID: "m", version: "7/8") == nil)
    }
}
