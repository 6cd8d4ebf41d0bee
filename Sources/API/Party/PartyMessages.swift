import Domain
import Federation
import Hummingbird
import Journal
import NIOCore
import Scheduler
import Wire

/// Takes messages that workers at other sites send to the workers of this one.
enum PartyMessages {
    static func take(_ call: Call) async throws -> Reply {
        let own = try PartyCall(call)
        try await own.checkIsHere(call)
        guard let task = own.task,
            let sender = WorkerCall.party(call.path["peer_role"], call.path["peer_party"])
        else { throw Refusal.notFound }
        try await check(sender, own, task, call)
        let query = Arguments(Endpoint.query(of: call.request))
        let bytes = try await body(of: call)
        try await call.site.messages.push(
            bytes, from: sender, to: own.party, name: try query.requiredText("name"),
            tag: query.text("tag") ?? "", task: task)
        return .success()
    }

    /// Whether sender and receiver take part in the task, and the receiver's part is not over.
    private static func check(
        _ sender: Party, _ own: PartyCall, _ task: TaskID, _ call: Call
    ) async throws {
        guard own.caller == sender.id else {
            throw Refusal(.permission, "\(PartyCall.name(own.caller)) cannot send for \(sender)")
        }
        let state = try await call.site.journal.state(
            of: PartyDecider.self, .party(own.job, own.party))
        guard let plan = state.plan(of: task.component), plan.parties.contains(sender) else {
            throw Refusal(.argument, "\(sender) has no part in \(task) with \(own.party)")
        }
        if state.status.isEnd || isOver(state.runs[task.component], task.version) {
            throw Refusal(.operating, "the part of \(own.party) in \(task) is over")
        }
    }

    private static func isOver(_ run: PartyState.TaskRun?, _ version: Int) -> Bool {
        guard let run else { return false }
        return run.version > version || (run.version == version && run.status.isEnd)
    }

    private static func body(of call: Call) async throws -> [UInt8] {
        let limit = call.site.limits.messageBytesMax
        let bytes: [UInt8]
        do {
            bytes = Array(try await call.request.body.collect(upTo: limit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Refusal.argument("the message is larger than \(limit) bytes")
        }
        if let digest = call.header(PartyHeaders.digest), digest != PartyCall.digest(of: bytes) {
            throw Refusal(.exception, "the message is not the one that its digest is over")
        }
        return bytes
    }
}
