import Crypto
import Domain
public import Scheduler
import Wire

/// Makes calls to other sites: one try each, with a deadline.
public struct PartyCaller: Sendable {
    private let site: String
    private let transport: any PartyTransport
    private let clock: any WallClock
    private let checkpoints: CheckpointExchange
    let limits: PartyCallLimits

    /// The version of FATE whose calls these are.
    private static let version = "1.11.4"

    /// Makes the caller of a site of that name.
    public init(
        site: String, transport: any PartyTransport, clock: any WallClock,
        checkpoints: CheckpointExchange, limits: PartyCallLimits = PartyCallLimits()
    ) {
        self.site = site
        self.transport = transport
        self.clock = clock
        self.checkpoints = checkpoints
        self.limits = limits
    }

    /// Makes a call with a JSON object.
    ///
    /// - Throws: `PartyCallError`.
    func call(_ call: OutgoingCall, _ body: JSONObject, at address: String) async throws
        -> PartyAnswer
    {
        var extras = PartyExtras(
            site: site, messageID: Self.messageID(call.path, key: call.key, from: site),
            digest: Hex.text(SHA256.hash(data: PartyExtras.digested(body))))
        if call.showsLog { extras.checkpoint = await checkpoints.offer(to: address) }
        var body = body
        extras.add(to: &body)
        let request = PartyRequest(
            path: call.path, headers: headers(of: call), contentType: "application/json",
            body: JSONValue.object(body).utf8())
        let response = try await post(
            request, to: address, within: call.milliseconds ?? limits.callMilliseconds)
        let answer = try PartyAnswer(response, from: address)
        await checkpoints.take(answer.extras, from: address)
        return answer
    }

    /// Carries the bytes of a message between workers.
    ///
    /// - Throws: `PartyCallError`.
    func carry(_ bytes: [UInt8], _ call: OutgoingCall, to address: String) async throws
        -> PartyAnswer
    {
        let digest = (name: PartyHeaders.digest, value: Hex.text(SHA256.hash(data: bytes)))
        let request = PartyRequest(
            path: call.path, headers: headers(of: call) + [digest],
            contentType: "application/octet-stream", body: bytes)
        let response = try await post(request, to: address, within: limits.messageMilliseconds)
        return try PartyAnswer(response, from: address)
    }

    /// The name of the site at an address, once it has answered.
    func site(at address: String) async -> String? { await checkpoints.name(at: address) }

    private func headers(of call: OutgoingCall) -> [(name: String, value: String)] {
        [
            (PartyHeaders.service.name, PartyHeaders.service.value),
            (PartyHeaders.version, Self.version), (PartyHeaders.source, "\(call.from.id)"),
            (PartyHeaders.sourceRole, call.from.role.rawValue),
            (PartyHeaders.destination, "\(call.to.id)"),
        ]
    }

    /// The name of a site's call: the same for one that is made again, and for no other.
    static func messageID(_ path: String, key: String, from site: String) -> String {
        let digest = Hex.text(SHA256.hash(data: Array("\(site)\n\(path)\n\(key)".utf8)))
        return "message-\(digest.prefix(32))"
    }

    private func post(
        _ request: PartyRequest, to address: String, within milliseconds: Int64
    ) async throws -> PartyResponse {
        let response: PartyResponse?
        do {
            response = try await Deadline.within(milliseconds, clock) {
                try await transport.post(request, to: address)
            }
        } catch let error as CancellationError {
            throw error
        } catch {
            throw PartyCallError(.unreachable, "the site at \(address) was not reached: \(error)")
        }
        guard let response else {
            throw PartyCallError(
                .noAnswer, "the site at \(address) did not answer within \(milliseconds) ms")
        }
        return response
    }
}

/// One call: where it goes, and for whom.
struct OutgoingCall: Sendable {
    /// Path and query.
    let path: String
    /// Who calls.
    let from: Party
    /// Who is called.
    let to: Party
    /// What tells this call from others of the same path.
    var key = ""
    /// Whether it carries a checkpoint of this site's log.
    var showsLog = false
    /// How long the site has to answer; `nil` for as long as for any call.
    var milliseconds: Int64?
}

/// How long calls to other sites may take.
public struct PartyCallLimits: Hashable, Sendable {
    /// How long a site has to answer a call, in milliseconds (FATE's `remote_request_timeout`).
    public var callMilliseconds: Int64 = 30_000
    /// How long it has to say what a job would lack there, in milliseconds: somebody waits for it.
    public var checkMilliseconds: Int64 = 10_000
    /// How long it has to take a message between workers, in milliseconds: it may let it wait until
    /// its worker has taken others.
    public var messageMilliseconds: Int64 = 120_000
    /// How long a message is tried again while its site is away, in milliseconds.
    public var carryMilliseconds: Int64 = 60_000

    /// The limits unless a site is told otherwise.
    public init() {}
}

/// Bytes as lower-case hex digits.
enum Hex {
    static func text(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
