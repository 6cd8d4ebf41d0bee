import Domain
import TestKit
import Testing

/// What a job would lack, put together from what its parties say.
@Suite struct JobCheckTests {
    private let other = JobID("202611210800000000001")!

    private func room(
        _ cores: Int, of all: Int = 10, held: Int = 0, memory: Int = 0, ofMemory: Int = 0
    ) -> EngineRoom {
        let total = ResourceAmount(cores: all, memory: ofMemory)
        let amount = ResourceAmount(cores: held)
        return EngineRoom(
            need: ResourceNeed(engine: "standalone", cores: cores, memory: memory), total: total,
            free: total - amount,
            holders: held > 0 ? [JobFinding.Holder(job: other, amount: amount)] : [])
    }

    private func findings(_ rooms: [(Party, String, EngineRoom)]) -> [JobFinding] {
        RoomCheck(rooms.map { (party: $0.0, site: $0.1, room: $0.2) }).findings
    }

    @Test func partiesOfOneEngineAreCountedTogether() throws {
        let finding = try #require(
            findings([(Samples.guest, "here", room(6)), (Samples.host, "here", room(6))]).first)
        #expect(finding.code == .coresNever && finding.severity == .missing)
        #expect(finding.wanted == 12 && finding.available == 10)
        #expect(
            finding.text
                == "guest:9999, host:10000 want 12 cores of engine standalone, 10 of 10 are free")
        #expect(finding.change.hasPrefix("it can never start: the engine has 10 cores; ask for 10"))
        let apart = findings([
            (Samples.guest, "here", room(6)), (Samples.host, "http://host", room(6)),
        ])
        #expect(apart.isEmpty)
    }

    @Test func coresThatOthersHoldAreWaitedFor() throws {
        let finding = try #require(
            findings([(Samples.guest, "here", room(6, held: 7))]).first)
        #expect(finding.code == .cores && finding.severity == .waits)
        #expect(finding.wanted == 6 && finding.available == 3)
        #expect(finding.heldBy.map(\.amount.cores) == [7])
        #expect(finding.text == "guest:9999 wants 6 cores of engine standalone, 3 of 10 are free")
        #expect(
            finding.change == "the end of job \(other), or ask for 3 cores or fewer "
                + "(task_cores times task_parallelism)")
    }

    @Test func memoryCountsWhereTheEngineHasSome() throws {
        let never = findings([(Samples.guest, "here", room(1, memory: 2048, ofMemory: 1024))])
        #expect(never.map(\.code) == [.memoryNever])
        #expect(never.first?.available == 1024)
        #expect(never.first?.text.contains("wants 2k of memory of engine standalone") == true)
        #expect(findings([(Samples.guest, "here", room(1, memory: 8, ofMemory: 8))]).isEmpty)
        #expect(findings([(Samples.guest, "here", room(1))]).isEmpty)
    }

    @Test func theEngineIsReadWithoutTheJobItself() throws {
        var state = EngineDecider.initialState
        for event: EngineEvent in [
            .registered(EngineSize(kind: "STANDALONE", cores: 10, memory: 0, nodes: 1)),
            .reserved(
                ResourceHolder(job: Samples.job, party: Samples.guest), ResourceAmount(cores: 4)),
            .reserved(ResourceHolder(job: other, party: Samples.guest), ResourceAmount(cores: 2)),
            .reserved(ResourceHolder(job: other, party: Samples.host), ResourceAmount(cores: 1)),
        ] { EngineDecider.evolve(&state, event) }
        let need = ResourceNeed(engine: "standalone", cores: 4)
        let room = try #require(EngineRoom(need: need, of: state, for: Samples.job))
        #expect(room.free.cores == 7)
        #expect(
            room.holders == [
                JobFinding.Holder(job: other, amount: ResourceAmount(cores: 3))
            ])
        #expect(EngineRoom(need: need, of: EngineDecider.initialState, for: Samples.job) == nil)
    }

    @Test func routesAreFollowedToTheirEnds() {
        let parties = [Samples.guest, Samples.host]
        let table = RoutingTable([
            .party(Samples.guest.id): .site("http://elsewhere")
        ])
        let codes = RouteCheck.findings(of: parties, initiator: Samples.guest, in: table)
            .map { "\($0.code.rawValue) \($0.party?.description ?? "")" }
        #expect(codes == ["no_route host:10000", "initiator_elsewhere guest:9999"])
        #expect(
            RouteCheck.findings(
                of: parties, initiator: Samples.guest, in: RoutingTable()
            ).isEmpty)
    }

    @Test func findingsComeInTheOrderOfTheParties() {
        func finding(_ code: JobFinding.Code, _ party: Party?) -> JobFinding {
            JobFinding(code, party: party, text: "t", change: "c")
        }
        let check = JobCheck(
            of: [
                (Samples.guest, "a", PartyInspection(findings: [finding(.cores, Samples.guest)])),
                (
                    Samples.host, "b",
                    PartyInspection(findings: [finding(.notChecked, Samples.host)])
                ),
            ],
            findings: [finding(.roleWithoutModule, nil)])
        #expect(check.findings.map(\.code) == [.roleWithoutModule, .cores, .notChecked])
        #expect(check.answers.map(\.isComplete) == [true, false])
        #expect(!check.canRun && !check.canStartNow)
    }

    @Test func whatIsOnlyWaitedForOrUnknownKeepsNoJobFromRunning() {
        func check(_ codes: JobFinding.Code...) -> JobCheck {
            JobCheck(
                answers: [],
                findings: codes.map { JobFinding($0, party: nil, text: "", change: "") })
        }
        #expect(check(.cores, .memory, .notChecked).canRun)
        #expect(!check(.cores).canStartNow)
        #expect(check(.notChecked).canStartNow)
        for code in JobFinding.Code.allCases
        where ![.cores, .memory, .notChecked].contains(code) {
            #expect(!check(code).canRun, "\(code)")
        }
    }

    /// Who asks for more than one job may have is told so once.
    @Test func aJobTooLargeForOnePartyIsNotCountedAgain() {
        let excess = JobFinding(
            .resourcesExceeded, party: Samples.guest, text: "max cores per job is 10",
            change: "lower one")
        let check = JobCheck(
            of: [(Samples.guest, "here", PartyInspection(findings: [excess], room: room(12)))],
            findings: [])
        #expect(check.findings == [excess])
        #expect(excess.message == "max cores per job is 10; lower one")
    }

    @Test func aRefusalNamesPartyAndComponent() {
        let finding = JobFinding(
            .unknownTable, party: Samples.guest, component: "reader_0", text: "there is none",
            change: "upload it")
        #expect(finding.message == "guest:9999, component reader_0: there is none; upload it")
        #expect(finding.at(Samples.host).message.hasPrefix("host:10000, "))
    }
}
