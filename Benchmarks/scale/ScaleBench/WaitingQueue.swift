import Domain
import EventStore
import Journal
import Scheduler

/// A site whose engine is taken, folded from events as its coordinator folds them.
struct WaitingQueue {
    private var streams = OpenStreams()
    private var position: UInt64 = 0
    private var engineVersion: UInt64 = 0

    private static let party = Party(.guest, PartyID(9999))
    private static let engine = "standalone"
    /// Jobs that hold four cores each.
    private static let running = 8
    private static let component = ComponentName("noop_0")!

    init(_ policy: QueuePolicy) {
        fold(.site(.queueOrdered(policy)), version: 1)
        let size = EngineSize(kind: "STANDALONE", cores: 4 * Self.running, memory: 0, nodes: 1)
        engine(.registered(size))
        for number in 0..<Self.running {
            engine(.reserved(Self.holder(1_000_000 + number), ResourceAmount(cores: 4)))
        }
    }

    private static func job(_ number: Int) -> JobID {
        JobID("2026112108000000\(1_000_000 + number)")!
    }

    private static func holder(_ number: Int) -> ResourceHolder {
        ResourceHolder(job: job(number), party: party)
    }

    /// A job that waits.
    mutating func submit(_ number: Int, cores: Int, priority: Int, timeout: Int) {
        let (job, party) = (Self.job(number), Self.party)
        let need = ResourceNeed(engine: Self.engine, cores: cores)
        let submission = JobSubmission(
            job: job, initiator: party, parties: [party],
            components: [
                PlannedComponent(
                    name: Self.component, module: "Noop", upstream: [], parties: [party])
            ], parallelism: 1,
            limits: JobLimits(priority: priority, timeoutSeconds: timeout), dsl: "{}", conf: "{}")
        fold(.job(job, .submitted(submission)), version: 1)
        fold(
            .party(
                job, party,
                .created(
                    PartyCreation(
                        job: job, party: party, initiator: party, parties: [party], need: need,
                        tasks: [], dsl: "{}", conf: "{}", jobParameters: "{}"))), version: 1)
        fold(.job(job, .partyCreated(party, need)), version: 2)
    }

    /// One pass: the snapshot and the plan.
    mutating func plan() -> [QueueDecision] { QueuePlanner.plan(streams.snapshot()) }

    /// Something changes at the engine: one running job gives its cores to another.
    mutating func touch(_ round: Int) {
        engine(.released(Self.holder(1_000_000 + round % Self.running)))
        engine(
            .reserved(Self.holder(1_000_000 + round % Self.running), ResourceAmount(cores: 4)))
    }

    private mutating func engine(_ event: EngineEvent) {
        engineVersion += 1
        fold(.engine(Self.engine, event), version: engineVersion)
    }

    private mutating func fold(_ event: DomainEvent, version: UInt64) {
        position += 1
        let time = Timestamp(millisecondsSinceEpoch: 1_795_000_000_000 + Int64(position))
        streams.note(time)
        streams.absorb(
            JournalEntry(
                position: Position(position), streamVersion: StreamVersion(version),
                recordedAt: time, actor: "bench", origin: "", event: event))
    }
}
