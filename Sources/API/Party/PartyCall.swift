import Crypto
import Domain
import Federation
import HTTPTypes
import HummingbirdCore
import Journal
import Scheduler
import Wire

/// A call of another site about a job or a task at a party: whose it is, and who calls.
struct PartyCall: Sendable {
    let job: JobID
    let party: Party
    /// The task; `nil` for calls about the job.
    let task: TaskID?
    /// The organisation that calls, by its own word.
    let caller: PartyID?
    /// The site, the name of the message, and the checkpoint that the call carries.
    let extras: PartyExtras

    /// The longest name of a message that is recorded.
    private static let messageIDBytesMax = 200

    /// Reads path and headers and checks the digest of the body.
    /// - Throws: `Refusal` for a path that can name no task or party, or another body than was sent.
    init(_ call: Call) throws {
        let (second, third) = (call.path["role_or_component"], call.path["party_or_task"])
        let isTask = call.path["version"] != nil
        guard let job = call.path["job"].flatMap(JobID.init),
            let party = isTask
                ? WorkerCall.party(call.path["role"], call.path["party"])
                : WorkerCall.party(second, third)
        else { throw Refusal.notFound }
        let task = isTask ? try Self.task(second ?? "", third ?? "", job, call) : nil
        try self.init(call, job: job, party: party, task: task)
    }

    /// A call whose path does not say whose it is.
    /// - Throws: `Refusal` for another body than was sent.
    init(_ call: Call, job: JobID, party: Party, task: TaskID? = nil) throws {
        self.job = job
        self.party = party
        self.task = task
        caller = call.header(PartyHeaders.source).flatMap { PartyID(text: $0) }
        extras = PartyExtras(of: call.arguments.members)
        if let digest = extras.digest {
            let bytes = PartyExtras.digested(call.arguments.members)
            guard digest == Self.digest(of: bytes) else {
                throw Refusal.argument("the body is not the one that its digest is over")
            }
        }
    }

    /// SHA-256, hex.
    static func digest(of bytes: [UInt8]) -> String {
        SHA256.hash(data: bytes).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
    }

    private static func task(
        _ component: String, _ id: String, _ job: JobID, _ call: Call
    ) throws -> TaskID {
        guard let name = ComponentName(component),
            let version = call.path["version"].flatMap({ Int($0) })
        else { throw Refusal.notFound }
        let task = TaskID(job: job, component: name, version: version)
        guard id == task.fateID else {
            throw Refusal.argument("the task of \(name) in job \(job) is \(task.fateID)")
        }
        return task
    }

    /// What the events that follow name as their cause.
    var cause: String? {
        extras.messageID.flatMap { id in
            let isPlain = id.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            return isPlain && id.utf8.count <= Self.messageIDBytesMax ? id : nil
        }
    }

    /// The context of what the party asks for.
    func context(_ call: Call) -> CommandContext {
        CommandContext(
            actor: party.description, correlationID: cause ?? call.id, now: call.site.clock.now())
    }

    /// Checks that the party lives at this site.
    func checkIsHere(_ call: Call) async throws {
        guard try await call.site.journal.routing().isHere(party) else {
            throw Refusal(
                .operating, "\(party) does not live at this site; correct the route to it")
        }
    }

    /// Checks that the call comes from the initiator of the job, and that the job is known here.
    @discardableResult
    func checkInitiator(_ call: Call) async throws -> PartyState {
        let state = try await call.site.journal.state(of: PartyDecider.self, .party(job, party))
        guard let creation = state.creation else {
            throw Refusal(.data, "\(party) has no part of job \(job)")
        }
        guard caller == creation.initiator.id else {
            throw Refusal(
                .permission,
                "job \(job) is \(creation.initiator)'s; \(Self.name(caller)) may not do this")
        }
        return state
    }

    static func name(_ caller: PartyID?) -> String {
        caller.map { "party \($0)" } ?? "a caller without \(PartyHeaders.source)"
    }
}

extension Call {
    /// The value of a header.
    func header(_ name: String) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }
    }
}
