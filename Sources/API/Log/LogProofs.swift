import Domain
import EventStore
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /v1/log/checkpoint|key|inclusion|consistency|tile/…`: what proves the log to others.
enum LogProofs {
    /// The signed checkpoint of the newest size, or of `size`: a C2SP signed note, as text.
    static func checkpoint(_ call: Call) async throws -> Reply {
        let (log, key) = (call.site.log, call.site.key)
        let size = try size("size", call) ?? log.treeSize
        let note = try key.sign(try log.checkpoint(origin: key.name, at: size))
        return raw(note.encoded, type: "text/plain; charset=utf-8")
    }

    /// The keys that others check this site's checkpoints and countersignatures with.
    static func key(_ call: Call) async throws -> Reply {
        let key = call.site.key
        return .success([
            "name": .string(key.name), "checkpoint_key": .string(key.verifier.text),
            "cosignature_key": .string(key.cosignatureVerifier.text),
        ])
    }

    /// That the event at `position` is in the tree of `size` leaves, by default the newest.
    static func inclusion(_ call: Call) async throws -> Reply {
        let log = call.site.log
        try call.arguments.require("position")
        let position = Position(try size("position", call) ?? 0)
        let proof = try log.inclusionProof(
            of: position, in: try size("size", call) ?? log.treeSize)
        return .success([
            "position": number(position.number), "size": number(proof.size),
            "leaf_hash": try log.leafHash(at: position).map { .string($0.base64) } ?? .null,
            "root": .string(try log.treeRoot(at: proof.size).base64),
            "hashes": hashes(proof.hashes),
        ])
    }

    /// That the tree of size `to`, by default the newest, continues the one of size `from`.
    static func consistency(_ call: Call) async throws -> Reply {
        let log = call.site.log
        try call.arguments.require("from")
        let proof = try log.consistencyProof(
            from: try size("from", call) ?? 0, to: try size("to", call) ?? log.treeSize)
        return .success([
            "from": number(proof.oldSize), "to": number(proof.newSize),
            "from_root": .string(try log.treeRoot(at: proof.oldSize).base64),
            "to_root": .string(try log.treeRoot(at: proof.newSize).base64),
            "hashes": hashes(proof.hashes),
        ])
    }

    /// The hashes of a tile, one after the other, under its C2SP path; 404 when there is none.
    static func tile(_ call: Call) async throws -> Reply {
        let path = call.request.uri.path.dropFirst("/v1/log/tile/".count)
        let log = call.site.log
        guard let tile = TreeTile(path: String(path)),
            let hashes = try? log.tile(tile)
        else { throw Refusal(status: 404, "the log has no tile \(path)") }
        return raw(hashes.flatMap(\.bytes), type: "application/octet-stream")
    }

    private static func raw(_ bytes: [UInt8], type: String) -> Reply {
        .response(
            Response(
                status: .ok, headers: [.contentType: type],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))))
    }

    private static func size(_ name: String, _ call: Call) throws -> UInt64? {
        guard let number = try call.arguments.integer(name) else { return nil }
        guard number >= 0 else { throw Refusal.argument("\(name) must not be below 0") }
        return UInt64(number)
    }

    private static func number(_ number: UInt64) -> JSONValue { .integer(Int64(clamping: number)) }

    private static func hashes(_ hashes: [TreeHash]) -> JSONValue {
        .array(hashes.map { .string($0.base64) })
    }
}
