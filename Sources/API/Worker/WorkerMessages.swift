import Domain
import Federation
import Hummingbird
import NIOCore
import Scheduler
import ServiceLifecycle

/// What workers of one task send each other.
enum WorkerMessages {
    static func push(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        let message = try Address(call)
        try await call.site.workers.checkPeer(message.peer, of: own.task, own.party)
        let bytes: ByteBuffer
        do {
            bytes = try await call.request.body.collect(upTo: call.site.limits.messageBytesMax)
        } catch is NIOTooManyBytesError {
            throw Refusal.argument(
                "the message is larger than \(call.site.limits.messageBytesMax) bytes")
        }
        try await call.site.delivery.push(
            Array(bytes.readableBytesView), from: own.party, to: message.peer, name: message.name,
            tag: message.tag, task: own.task)
        return .success()
    }

    /// The bytes of a message; HTTP 204 when it has not come and the worker should ask again.
    static func pull(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        let message = try Address(call)
        // A site that stops does not wait for messages; the worker asks the next one.
        let bytes = try await cancelWhenGracefulShutdown {
            try await call.site.messages.pull(
                from: message.peer, to: own.party, name: message.name, tag: message.tag,
                task: own.task)
        }
        guard let bytes else { return .response(Response(status: .noContent)) }
        return .response(
            Response(
                status: .ok, headers: [.contentType: "application/octet-stream"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))))
    }

    static func acknowledge(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        let message = try Address(call)
        await call.site.messages.acknowledge(
            from: message.peer, to: own.party, name: message.name, tag: message.tag, task: own.task)
        return .success()
    }

    /// Which message is meant.
    private struct Address: Sendable {
        let peer: Party
        let name: String
        let tag: String

        init(_ call: Call) throws {
            let query = Arguments(Endpoint.query(of: call.request))
            guard let peer = WorkerCall.party(call.path["peer_role"], call.path["peer_party"])
            else { throw Refusal.notFound }
            self.peer = peer
            name = try query.requiredText("name")
            tag = query.text("tag") ?? ""
        }
    }
}
