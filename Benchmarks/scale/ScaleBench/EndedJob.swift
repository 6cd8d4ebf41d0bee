import Domain
import EventStore
import Journal

/// The events of a no-op job of one task at one party, as a site writes them.
struct EndedJob {
    private static let party = Party(.guest, PartyID(9999))
    private static let name = ComponentName("noop_0")!
    private static let need = ResourceNeed(engine: "standalone", cores: 1)
    private static let dsl =
        #"{"components":{"noop_0":{"module":"Noop","output":{"data":["data"]}}}}"#
    private static let conf =
        #"{"dsl_version":2,"initiator":{"role":"guest","party_id":9999},"role":{"guest":[9999]},"#
        + #""job_parameters":{"common":{"task_cores":1,"task_parallelism":1}}}"#

    private let job: JobID
    private let time: Int64
    private var appends: [StreamAppend] = []

    /// The appends of one job.
    static func appends(_ number: Int) throws -> [StreamAppend] {
        var ended = EndedJob(number)
        if number == 0 {
            // As serve registers it by default, so that a server has nothing to change.
            let size = EngineSize(kind: "STANDALONE", cores: 20, memory: 0, nodes: 1)
            try ended.add([.registered(size)], EngineDecider.self, .engine("standalone"))
        }
        try ended.start()
        try ended.work()
        try ended.end()
        return ended.appends
    }

    private init(_ number: Int) {
        job = JobID("2026110108000000\(1_000_000 + number)")!
        time = 1_793_000_000_000 + Int64(number) * 100
    }

    private var holder: ResourceHolder { ResourceHolder(job: job, party: Self.party) }

    private mutating func start() throws {
        let (party, name) = (Self.party, Self.name)
        try coordinate([
            .submitted(
                JobSubmission(
                    job: job, initiator: party, parties: [party],
                    components: [
                        PlannedComponent(
                            name: name, module: "Noop", upstream: [], parties: [party])
                    ], parallelism: 1, limits: JobLimits(timeoutSeconds: 259_200), dsl: Self.dsl,
                    conf: Self.conf))
        ])
        let plan = PartyTaskPlan(
            component: name, module: "Noop", provider: "clotho@1", parties: [party],
            parameters: #"{"milliseconds":0}"#, needRun: true, inputs: [], dataOutputs: ["data"],
            modelOutput: nil)
        try live([
            .created(
                PartyCreation(
                    job: job, party: party, initiator: party, parties: [party], need: Self.need,
                    tasks: [plan], dsl: Self.dsl, conf: Self.conf,
                    jobParameters: #"{"task_cores":1}"#))
        ])
        try coordinate([.partyCreated(party, Self.need)])
        try coordinate([.startDecided(attempt: 1, position: 1)])
        try live([.reserved(attempt: 1)])
        try add([.reserved(holder, Self.need.amount)], EngineDecider.self, .engine("standalone"))
        try coordinate([
            .partyReserved(party, attempt: 1), .started,
            .taskStarted(name, version: 0, position: 1),
        ])
    }

    private mutating func work() throws {
        let (party, name) = (Self.party, Self.name)
        try live([.started])
        try coordinate([.partyStarted(party)])
        try live([
            .taskStarting(
                name, version: 0, worker: "4f2a",
                tokenDigest: String(repeating: "ef", count: 32)),
            .taskLaunched(name, version: 0, WorkerIdentity(processID: 4_242, startTicks: 123_456)),
            .taskReported(name, version: 0, WorkerResult(status: .success)),
            .taskEnded(name, version: 0, .success, reason: ""),
        ])
        let report = TaskReport(
            component: name, version: 0, party: party, status: .success, reason: "")
        try coordinate([
            .taskReported(report), .taskEnded(name, version: 0, .success),
            .ended(.success, reason: ""),
        ])
    }

    private mutating func end() throws {
        try live([.ended(.success, reason: "")])
        try add([.released(holder)], EngineDecider.self, .engine("standalone"))
        try coordinate([.partyClosed(Self.party)])
    }

    private mutating func coordinate(_ events: [JobEvent]) throws {
        try add(events, JobDecider.self, .job(job))
    }

    private mutating func live(_ events: [PartyEvent]) throws {
        try add(events, PartyDecider.self, .party(job, Self.party))
    }

    private mutating func add<D: JournaledDecider>(
        _ events: [D.Event], _: D.Type, _ identity: StreamIdentity
    ) throws {
        let new = try events.map { event in
            let encoded = try D.encode(event)
            let (id, salt) = SystemNonces().next(at: Timestamp(millisecondsSinceEpoch: time))
            return NewEvent(
                id: id, type: encoded.type, schema: encoded.schema, recordedAt: time,
                actor: "scheduler", correlationID: job.text, causationID: "", visibility: .parties,
                salt: salt, payload: encoded.payload)
        }
        appends.append(StreamAppend(stream: identity.streamName!, expected: .any, events: new))
    }
}
