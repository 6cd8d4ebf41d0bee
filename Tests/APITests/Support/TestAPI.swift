import Domain
import EventStore
import Federation
import Foundation
import HTTPTypes
import Hummingbird
import Journal
import Logging
import NIOCore
import NIOEmbedded
import Projections
import Scheduler
import Storage
import TestKit
import Wire

@testable import API

/// The routes of a site in memory, asked without sockets.
struct TestAPI {
    let simulated: SimulatedSite
    var site: Site
    let directory: TemporaryDirectory

    init(
        limits: APILimits = APILimits(), name: String = "test", seed: UInt64 = 0,
        cores: Int = 20, clock: VirtualClock = VirtualClock(),
        transport: any PartyTransport = NoNetwork(), patience: SchedulerLimits = SchedulerLimits(),
        fate: @escaping @Sendable (WorkerOrder) -> ScriptedLauncher.Fate = { _ in .succeed }
    ) async throws {
        let key = try SiteKey(
            site: name, secret: Array(repeating: UInt8(name.utf8.count), count: 32))
        let connection = SimulatedSite.Connection { journal, parties, initiator, clock in
            FederatedParties.simulated(journal, parties, initiator, clock, key, transport)
        }
        simulated = try await SimulatedSite(
            log: MemoryEventLog(site: name), cores: cores, seed: seed, clock: clock,
            limits: patience, connection: connection, fate: fate)
        guard let federation = simulated.federation as? FederatedParties else {
            preconditionFailure("The connection is the one that was given")
        }
        directory = try TemporaryDirectory()
        let hub = try MessageHub(directory: directory.path + "/messages", clock: simulated.clock)
        site = Site(
            jobs: simulated.jobs, parties: simulated.parties, federation: federation,
            peers: PeerService(
                journal: simulated.journal, key: key, clock: clock, logger: .silent),
            workers: simulated.workers, journal: simulated.journal,
            key: key,
            projector: simulated.projector, views: simulated.views,
            tables: try TableStore(directory: directory.path + "/tables"),
            modules: ModuleCatalogue([]), uploadFormat: Self.format, messages: hub,
            delivery: MessageCarrier(parties: federation, hub: hub),
            directories: SiteDirectories(data: directory.path), clock: simulated.clock,
            limits: limits,
            versions: ["FATE": "1.11.2", "API": "v1"],
            logger: .silent, leadership: Leadership(Self.lease),
            coordinators: simulated.coordinators)
    }

    private static let lease = Lease(
        epoch: 1,
        holder: LeaseHolder(owner: "test", processID: 1, address: "http://127.0.0.1:9380"))

    @Sendable static func format(_ parameters: JSONObject) -> CSVFormat {
        CSVFormat(
            hasHeader: parameters["head"] != 0,
            delimiter: parameters["id_delimiter"]?.string ?? ",")
    }

    /// An answer as a client reads it.
    struct Answer {
        let status: Int
        let headers: HTTPFields
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }
        var members: JSONObject { (try? JSONValue(parsing: body))?.object ?? [:] }
        var code: Int? { members["retcode"]?.integer }
        var message: String { members["retmsg"]?.string ?? "" }
        var data: JSONValue? { members["data"] }
    }

    func post(_ path: String, _ body: JSONValue) async throws -> Answer {
        try await ask(.post, path, body.utf8())
    }

    func ask(
        _ method: HTTPRequest.Method, _ path: String, _ body: [UInt8] = [],
        headers: HTTPFields = [:]
    ) async throws -> Answer {
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "localhost", path: path,
            headerFields: headers)
        let request = Request(head: head, body: RequestBody(buffer: ByteBuffer(bytes: body)))
        let context = BasicRequestContext(
            source: ApplicationRequestContextSource(
                channel: EmbeddedChannel(), logger: site.logger))
        let response = try await APIRouter.make(for: site).buildResponder()
            .respond(to: request, context: context)
        let collector = Collector()
        try await response.body.write(CollectingWriter(collector: collector))
        return Answer(
            status: response.status.code, headers: response.headers, body: collector.bytes)
    }
}

/// Bytes that a response wrote.
final class Collector: @unchecked Sendable {
    // Only the task that writes the response touches the bytes, and the test reads them after it.
    var bytes: [UInt8] = []
}

struct CollectingWriter: ResponseBodyWriter {
    let collector: Collector

    mutating func write(_ buffer: ByteBuffer) async throws {
        collector.bytes += Array(buffer.readableBytesView)
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
