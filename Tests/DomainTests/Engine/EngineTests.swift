import Domain
import TestKit
import Testing

@Suite struct EngineTests {
    let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1)
    let guest = ResourceHolder(job: Samples.job, party: Samples.guest)
    let host = ResourceHolder(job: Samples.job, party: Samples.host)

    @Test func coresAreTakenOnceAndGivenBackOnce() {
        Scenario<EngineDecider>.given(.registered(size))
            .when(.reserve(guest, cores: 6, memory: 0)).then(.reserved(guest, cores: 6, memory: 0))
        Scenario<EngineDecider>.given(.registered(size), .reserved(guest, cores: 6, memory: 0))
            .when(.reserve(guest, cores: 6, memory: 0)).then()
        Scenario<EngineDecider>.given(.registered(size), .reserved(guest, cores: 6, memory: 0))
            .when(.release(guest)).then(.released(guest))
        Scenario<EngineDecider>.given(.registered(size)).when(.release(guest)).then()
    }

    @Test func aShortageNamesWhatIsWantedFreeAndHeld() {
        Scenario<EngineDecider>.given(.registered(size), .reserved(guest, cores: 6, memory: 0))
            .when(.reserve(host, cores: 4, memory: 0))
            .thenRejected(
                .insufficient(
                    ResourceShortage(
                        engine: "STANDALONE", wantedCores: 4, freeCores: 2, totalCores: 8,
                        holders: [guest])))
    }

    @Test func anEngineMadeSmallerOwesCores() {
        let state = EngineDecider.replay([
            .registered(size), .reserved(guest, cores: 6, memory: 0),
            .resized(EngineSize(kind: "STANDALONE", cores: 4, memory: 0, nodes: 1)),
        ])
        #expect(state.freeCores == -2)
    }

    @Test func nothingIsTakenFromAnUnknownEngine() {
        Scenario<EngineDecider>.given().when(.reserve(guest, cores: 1, memory: 0))
            .thenRejected(.notRegistered)
    }
}
