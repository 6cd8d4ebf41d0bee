import Domain
import EventStore
import Federation
import Journal
import Scheduler
import TestKit
import Testing
import Wire

@testable import API

/// Three sites in one process: guest 9999, host 10000 and arbiter 9998, each with its own log.
struct SimulatedFederation: Sendable {
    static let guest = Party(.guest, PartyID(9999))
    static let host = Party(.host, PartyID(10000))
    static let arbiter = Party(.arbiter, PartyID(9998))
    static let parties = [guest, host, arbiter]

    let clock = VirtualClock()
    let network: SimulatedNetwork
    /// The sites by the party that lives there.
    let sites: [Party: TestAPI]

    init(
        seed: UInt64 = 0, faults: SimulatedNetwork.Faults = .init(), cores: [Party: Int] = [:],
        patience: SchedulerLimits = SchedulerLimits(),
        fate: @escaping @Sendable (WorkerOrder) -> ScriptedLauncher.Fate = { _ in .succeed }
    ) async throws {
        network = SimulatedNetwork(seed: seed, faults: faults, clock: clock)
        var sites: [Party: TestAPI] = [:]
        for party in Self.parties {
            let site = try await TestAPI(
                name: Self.name(party), seed: seed, cores: cores[party] ?? 20, clock: clock,
                transport: network, patience: patience, fate: fate)
            network.add(site, at: Self.address(party))
            for other in Self.parties {
                let route = other == party ? PartyRoute.here : .site(Self.address(other))
                try await site.site.journal.execute(
                    .route(.party(other.id), route), by: SiteDecider.self, on: .site,
                    site.simulated.context)
            }
            sites[party] = site
        }
        self.sites = sites
    }

    static func name(_ party: Party) -> String {
        switch party.role {
        case .guest: "bank"
        case .host: "insurer"
        default: "notary7"
        }
    }

    static func address(_ party: Party) -> String { "http://\(name(party))" }

    /// Refuses every call from and to the guest, until the network heals.
    func cutOffGuest() {
        network.judge { request, address in
            let isFromGuest = request.headers.contains {
                $0.name == PartyHeaders.source && $0.value == "\(Self.guest.id)"
            }
            return isFromGuest || address == Self.address(Self.guest) ? .refuse : .carry
        }
    }

    var guest: TestAPI { sites[Self.guest]! }
    var host: TestAPI { sites[Self.host]! }
    var arbiter: TestAPI { sites[Self.arbiter]! }

    /// A conf for the three parties, or some of them.
    static func conf(cores: Int = 4, _ parties: [Party] = parties) -> JSONValue {
        var conf = JobDocuments.conf(cores: cores).object ?? [:]
        var roles = JSONObject()
        for party in parties {
            roles[party.role.rawValue] = .array([.integer(Int64(party.id.number))])
        }
        conf["role"] = .object(roles)
        return .object(conf)
    }

    /// Runs all three sites, and the time whenever nothing else moves, while `body` runs.
    func running<Value: Sendable>(
        _ body: @Sendable @escaping () async throws -> Value
    ) async throws -> Value {
        try await guest.simulated.running {
            try await host.simulated.running {
                try await arbiter.simulated.running {
                    let driver = Task { await drive() }
                    defer { driver.cancel() }
                    return try await body()
                }
            }
        }
    }

    private static let quietMillisecondsMax: Int64 = 3_600_000

    private func drive() async {
        while !Task.isCancelled {
            let before = moves
            for _ in 0..<300 { await Task.yield() }
            // A job's own timeout of days is not what a quiet moment waits for.
            if moves == before, !network.isBusy {
                clock.advanceToNextWait(within: Self.quietMillisecondsMax)
            }
        }
    }

    private var moves: [Position] { sites.values.map(\.site.log.head) }

    /// Submits a job at the guest's site.
    func submit(
        _ dsl: JSONValue = JobDocuments.dsl(["a": [], "b": ["a"]]),
        _ conf: JSONValue = SimulatedFederation.conf()
    ) async throws -> JobID {
        let site = guest.simulated
        return try await site.jobs.submit(dsl: dsl, conf: conf, site.context).job
    }

    /// The state of the job when it is over at every party.
    func end(of job: JobID) async throws -> JobState { try await guest.simulated.end(of: job) }

    func state(of job: JobID, _ party: Party) async throws -> PartyState {
        try await sites[party]!.site.journal.state(of: PartyDecider.self, .party(job, party))
    }

    /// Waits until a party's part of a job is over, though the job's coordinator may not know.
    func ending(of job: JobID, _ party: Party) async throws -> PartyState {
        for try await _ in sites[party]!.site.log.subscribe(after: .origin) {
            let state = try await state(of: job, party)
            if state.status.isEnd { return state }
        }
        throw CancellationError()
    }

    /// What must hold when a job is over: nobody holds cores or has workers, rows are what the logs
    /// say, and every party's history agrees with the coordinator's.
    func check(
        _ job: JobID, _ note: Comment = "", at location: SourceLocation = #_sourceLocation
    ) async throws {
        let ours = try JobHistory(of: job, in: guest.site.log)
        for (party, api) in sites {
            let site = api.simulated
            let engine = try await site.journal.state(
                of: EngineDecider.self, .engine("standalone"))
            #expect(engine.holdings.isEmpty, note, sourceLocation: location)
            #expect(await site.launcher.alive.isEmpty, note, sourceLocation: location)
            #expect(
                try await site.rowsFollowFromTheLog(), note, sourceLocation: location)
            let theirs = try JobHistory(of: job, in: api.site.log)
            let found = try Reconciliation(ours: ours, theirs: theirs, with: party, of: job)
            #expect(found.divergences == [], note, sourceLocation: location)
        }
    }
}
