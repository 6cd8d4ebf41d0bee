import Domain
import TestKit
import Testing

@Suite struct EngineTests {
    let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 0, nodes: 1)
    let guest = ResourceHolder(job: Samples.job, party: Samples.guest)
    let host = ResourceHolder(job: Samples.job, party: Samples.host)

    /// An engine of which the sample's job alone holds something.
    func standing(_ total: ResourceAmount, _ held: ResourceAmount) -> EngineStanding {
        EngineStanding(
            total: total, holders: [JobFinding.Holder(job: Samples.job, amount: held)])
    }

    @Test func anEngineThatRefusesSaysWhatEachJobHolds() throws {
        let other = JobID("202611210800000000001")!
        let state = EngineDecider.replay([
            .registered(size), .reserved(host, ResourceAmount(cores: 2)),
            .reserved(
                ResourceHolder(job: other, party: Samples.host), ResourceAmount(cores: 1, memory: 7)
            ),
            .reserved(guest, ResourceAmount(cores: 4)),
        ])
        #expect(state.shortage(for: ResourceAmount(cores: 1)) == nil)
        let shortage = try #require(state.shortage(for: ResourceAmount(cores: 2, memory: 1)))
        let reason = try #require(WaitReason.shortages(shortage, at: Samples.host).first)
        #expect(reason.jobs == [Samples.job, other])
        let holders = [(Samples.job, 6), (other, 1)].map { job, cores in
            JobFinding.Holder(job: job, amount: ResourceAmount(cores: cores))
        }
        #expect(
            reason.engine
                == EngineStanding(total: ResourceAmount(cores: 8), holders: holders))
    }

    @Test func coresAreTakenOnceAndGivenBackOnce() {
        Scenario<EngineDecider>.given(.registered(size))
            .when(.reserve(guest, ResourceAmount(cores: 6))).then(
                .reserved(guest, ResourceAmount(cores: 6)))
        Scenario<EngineDecider>.given(.registered(size), .reserved(guest, ResourceAmount(cores: 6)))
            .when(.reserve(guest, ResourceAmount(cores: 6))).then()
        Scenario<EngineDecider>.given(.registered(size), .reserved(guest, ResourceAmount(cores: 6)))
            .when(.release(guest)).then(.released(guest))
        Scenario<EngineDecider>.given(.registered(size)).when(.release(guest)).then()
    }

    @Test func aShortageNamesWhatIsWantedFreeAndHeld() {
        Scenario<EngineDecider>.given(.registered(size), .reserved(guest, ResourceAmount(cores: 6)))
            .when(.reserve(host, ResourceAmount(cores: 4)))
            .thenRejected(
                .insufficient(
                    ResourceShortage(
                        engine: "STANDALONE", wanted: ResourceAmount(cores: 4),
                        free: ResourceAmount(cores: 2), total: ResourceAmount(cores: 8),
                        holders: [guest],
                        standing: standing(
                            ResourceAmount(cores: 8), ResourceAmount(cores: 6)))))
    }

    @Test func anEngineMadeSmallerOwesCores() {
        let state = EngineDecider.replay([
            .registered(size), .reserved(guest, ResourceAmount(cores: 6)),
            .resized(EngineSize(kind: "STANDALONE", cores: 4, memory: 0, nodes: 1)),
        ])
        #expect(state.free.cores == -2)
    }

    @Test func memoryIsTakenBesideCores() {
        let size = EngineSize(kind: "STANDALONE", cores: 8, memory: 10, nodes: 1)
        let taken = ResourceAmount(cores: 1, memory: 7)
        Scenario<EngineDecider>.given(.registered(size), .reserved(guest, taken))
            .when(.reserve(host, ResourceAmount(cores: 1, memory: 3)))
            .then(.reserved(host, ResourceAmount(cores: 1, memory: 3)))
        Scenario<EngineDecider>.given(.registered(size), .reserved(guest, taken))
            .when(.reserve(host, ResourceAmount(cores: 1, memory: 4)))
            .thenRejected(
                .insufficient(
                    ResourceShortage(
                        engine: "STANDALONE", wanted: ResourceAmount(cores: 1, memory: 4),
                        free: ResourceAmount(cores: 7, memory: 3),
                        total: ResourceAmount(cores: 8, memory: 10), holders: [guest],
                        standing: standing(ResourceAmount(cores: 8, memory: 10), taken))))
    }

    @Test func anEngineWithoutMemoryCountsNone() {
        let wish = ResourceAmount(cores: 1, memory: 1 << 40)
        Scenario<EngineDecider>.given(.registered(size)).when(.reserve(guest, wish))
            .then(.reserved(guest, wish))
        let state = EngineDecider.replay([.registered(size), .reserved(guest, wish)])
        #expect(state.free == ResourceAmount(cores: 7))
    }

    @Test func whoNeedsNoMemoryStartsWhereTooMuchIsTaken() {
        Scenario<EngineDecider>.given(
            .registered(EngineSize(kind: "STANDALONE", cores: 8, memory: 10, nodes: 1)),
            .reserved(guest, ResourceAmount(cores: 1, memory: 9)),
            .resized(EngineSize(kind: "STANDALONE", cores: 8, memory: 5, nodes: 1))
        )
        .when(.reserve(host, ResourceAmount(cores: 1)))
        .then(.reserved(host, ResourceAmount(cores: 1)))
    }

    @Test func anEngineThatOwesCoresHasNoneFree() throws {
        let state = EngineDecider.replay([
            .registered(size), .reserved(guest, ResourceAmount(cores: 6)),
            .resized(EngineSize(kind: "STANDALONE", cores: 4, memory: 0, nodes: 1)),
        ])
        let wish = EngineCommand.reserve(host, ResourceAmount(cores: 1))
        guard
            case .insufficient(let shortage)? = #expect(
                throws: EngineRejection.self, performing: { try EngineDecider.decide(wish, state) })
        else { return }
        let reasons = WaitReason.shortages(shortage, at: Samples.host)
        #expect(reasons.map(\.free.cores) == [0])
        #expect(try #require(reasons.first).text.contains("0 of 4 are free"))
    }

    @Test func bothResourcesAreNamedWhereBothLack() {
        let reasons = WaitReason.shortages(
            ResourceShortage(
                engine: "e", wanted: ResourceAmount(cores: 4, memory: 3 << 30),
                free: ResourceAmount(cores: 2, memory: 1 << 20),
                total: ResourceAmount(cores: 8, memory: 4 << 30), holders: [guest]),
            at: Samples.host)
        #expect(reasons.map(\.code) == [.cores, .memory])
        #expect(reasons[0].text.contains("wants 4 cores of engine e, 2 of 8 are free"))
        #expect(reasons[1].text.contains("wants 3g of memory of engine e, 1m of 4g is free"))
    }

    @Test func nothingIsTakenFromAnUnknownEngine() {
        Scenario<EngineDecider>.given().when(.reserve(guest, ResourceAmount(cores: 1)))
            .thenRejected(.notRegistered)
    }
}
