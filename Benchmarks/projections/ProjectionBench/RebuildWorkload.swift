import Domain
import EventStore
import Journal

/// The events of whole jobs, as a site with two parties writes them; a third of them are
/// metrics.
struct RebuildWorkload {
    static let guest = Party(.guest, PartyID(9999))
    static let host = Party(.host, PartyID(10000))
    private static let parties = [guest, host]
    private static let names = ["reader_0", "intersection_0", "hetero_lr_0", "evaluation_0"].map {
        ComponentName($0)!
    }
    private static let need = ResourceNeed(engine: "standalone", cores: 4)

    private let job: JobID
    private let number: Int
    private var appends: [StreamAppend] = []

    /// The appends of one job.
    static func appends(job number: Int) throws -> [StreamAppend] {
        let digits = String(number)
        let name = "20261121080000" + String(repeating: "0", count: 7 - digits.count) + digits
        var workload = RebuildWorkload(job: JobID(name)!, number: number)
        try workload.make()
        return workload.appends
    }

    private init(job: JobID, number: Int) {
        self.job = job
        self.number = number
    }

    private mutating func make() throws {
        if number == 0 {
            let size = EngineSize(kind: "STANDALONE", cores: 20, memory: 0, nodes: 1)
            try add([.registered(size)], EngineDecider.self, .engine("standalone"))
        }
        try add([.submitted(submission)] + Self.parties.map { .partyCreated($0, Self.need) })
        for party in Self.parties { try add([.created(creation(party))], at: party) }
        try add([.startDecided(attempt: 1, position: 1)])
        for party in Self.parties {
            try add([.reserved(attempt: 1), .started], at: party)
            let holder = ResourceHolder(job: job, party: party)
            try add(
                [.reserved(holder, ResourceAmount(cores: 4))], EngineDecider.self,
                .engine("standalone"))
            try add([.partyReserved(party, attempt: 1)])
        }
        try add([.started])
        for name in Self.names { try run(name) }
        try add([.ended(.success, reason: "")])
        for party in Self.parties {
            try add([.ended(.success, reason: "")], at: party)
            let holder = ResourceHolder(job: job, party: party)
            try add([.released(holder)], EngineDecider.self, .engine("standalone"))
            try add([.partyClosed(party)])
        }
    }

    private mutating func run(_ name: ComponentName) throws {
        try add([.taskStarted(name, version: 0, position: 1)])
        for party in Self.parties {
            let worker = WorkerIdentity(processID: 4_242, startTicks: 123_456)
            let digest = String(repeating: "ef", count: 32)
            try add(
                [
                    .taskStarting(name, version: 0, worker: "4f2a", tokenDigest: digest),
                    .taskLaunched(name, version: 0, worker), .taskRunning(name, version: 0),
                ], at: party)
            try track(name, party)
            let result = WorkerResult(
                status: .success, reason: "", tables: [], model: nil, summary: #"{"auc":0.997}"#)
            try add(
                [
                    .taskReported(name, version: 0, result),
                    .taskEnded(name, version: 0, .success, reason: ""),
                ], at: party)
            try add([
                .taskReported(
                    TaskReport(
                        component: name, version: 0, party: party, status: .success, reason: ""))
            ])
        }
        try add([.taskEnded(name, version: 0, .success)])
    }

    private mutating func track(_ name: ComponentName, _ party: Party) throws {
        let meta = MetricMeta(namespace: "train", name: "loss", type: "LOSS", attributes: [:])
        var events: [TrackingEvent] = [.described(name, version: 0, meta)]
        for point in 0..<5 {
            let loss = MetricPoints(
                namespace: "train", name: "loss",
                points: [.init(key: .integer(Int64(point)), value: .number(1 / Double(point + 2)))])
            events.append(.logged(name, version: 0, loss))
        }
        try add(events, TrackingDecider.self, .track(job, party))
    }

    private mutating func add(_ events: [JobEvent]) throws {
        try add(events, JobDecider.self, .job(job))
    }

    private mutating func add(_ events: [PartyEvent], at party: Party) throws {
        try add(events, PartyDecider.self, .party(job, party))
    }

    private mutating func add<D: JournaledDecider>(
        _ events: [D.Event], _: D.Type, _ identity: StreamIdentity
    ) throws {
        let new = try events.map { event in
            let encoded = try D.encode(event)
            let (id, salt) = SystemNonces().next(
                at: Timestamp(millisecondsSinceEpoch: 1_700_000_000_000))
            return NewEvent(
                id: id, type: encoded.type, schema: encoded.schema, recordedAt: 1_700_000_000_000,
                actor: "scheduler", correlationID: job.text, causationID: "", visibility: .parties,
                salt: salt, payload: encoded.payload)
        }
        appends.append(StreamAppend(stream: identity.streamName!, expected: .any, events: new))
    }

    private var submission: JobSubmission {
        let components = Self.names.enumerated().map { index, name in
            PlannedComponent(
                name: name, module: "Noop", upstream: index == 0 ? [] : [Self.names[index - 1]],
                parties: Self.parties)
        }
        return JobSubmission(
            job: job, initiator: Self.guest, parties: Self.parties, components: components,
            parallelism: 1, dsl: "{}", conf: "{}")
    }

    private func creation(_ party: Party) -> PartyCreation {
        let tasks = Self.names.map { name in
            PartyTaskPlan(
                component: name, module: "Noop", provider: "clotho@1", parties: Self.parties,
                parameters: #"{"alpha":0.01}"#, needRun: true, inputs: [], dataOutputs: ["data"],
                modelOutput: nil)
        }
        return PartyCreation(
            job: job, party: party, initiator: Self.guest, parties: Self.parties, need: Self.need,
            tasks: tasks, dsl: #"{"components":{}}"#, conf: #"{"dsl_version":2}"#,
            jobParameters: "{}")
    }
}
