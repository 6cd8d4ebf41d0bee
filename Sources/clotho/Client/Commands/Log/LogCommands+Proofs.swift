import ArgumentParser
import Domain
import EventStore

extension LogCommands {
    /// `clotho log checkpoint`.
    struct SignedCheckpoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract:
                "Print a signed checkpoint: how long the log is, and the root over all of it.",
            discussion: """
                The text is a C2SP signed note. Whoever keeps it can later have the site prove that \
                its log still begins with the same events.
                """)

        @Option(help: "The checkpoint at this size; by default the newest.")
        var size: UInt64?

        @OptionGroup var key: KeyOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let (note, checkpoint) = try await site.checkpoint(at: size, key)
                guard options.json else {
                    return Terminal.write(String(decoding: note.encoded, as: UTF8.self))
                }
                let answer: JSONValue = [
                    "origin": .string(checkpoint.origin),
                    "size": .integer(Int64(clamping: checkpoint.size)),
                    "root": .string(checkpoint.root.base64),
                    "note": .string(String(decoding: note.encoded, as: UTF8.self)),
                ]
                Terminal.writeLine(answer.text(indent: 2))
            }
        }
    }

    /// `clotho log prove EVENT`.
    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prove that an event is in the log, up to a signed checkpoint.")

        @Argument(help: "The position of the event, from 1.")
        var event: UInt64

        @Option(help: "The size of the tree that the event is proved to be in; default: all.")
        var size: UInt64?

        @OptionGroup var key: KeyOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let (note, checkpoint) = try await site.checkpoint(at: size, key)
                let reply = try await site.get(
                    "log/inclusion",
                    [("position", String(event)), ("size", String(checkpoint.size))]
                ).accepted("prove event \(event)")
                let answer = ProofAnswer(reply.data)
                let proof = InclusionProof(
                    position: Position(event), size: checkpoint.size, hashes: try answer.hashes())
                let leaf = try answer.hash("leaf_hash")
                guard proof.verifyInclusion(of: leaf, root: checkpoint.root) else {
                    throw ClientError(
                        .badAnswer, "The proof does not hold: event \(event) is not in that tree.")
                }
                options.show(answer.with(note)) {
                    ProofAnswer.lines(
                        "event \(event) is in the log of \(checkpoint.origin)",
                        [("leaf", leaf.base64)], proof.hashes, note)
                }
            }
        }
    }

    /// `clotho log consistency SIZE SIZE`.
    struct Consistency: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prove that the log at one size continues the log at a smaller one.")

        @Argument(help: "The smaller size.")
        var from: UInt64

        @Argument(help: "The larger size.")
        var to: UInt64

        @OptionGroup var key: KeyOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let (_, old) = try await site.checkpoint(at: from, key)
                let (note, new) = try await site.checkpoint(at: to, key)
                let reply = try await site.get(
                    "log/consistency", [("from", String(from)), ("to", String(to))]
                ).accepted("prove that size \(to) continues size \(from)")
                let answer = ProofAnswer(reply.data)
                let proof = ConsistencyProof(
                    oldSize: from, newSize: to, hashes: try answer.hashes())
                guard proof.verifyConsistency(from: old.root, to: new.root) else {
                    throw ClientError(
                        .badAnswer, "The proof does not hold: the log was changed before \(from).")
                }
                options.show(answer.with(note)) {
                    ProofAnswer.lines(
                        "the log of \(new.origin) at size \(to) continues the one at size \(from)",
                        [("root at \(from)", old.root.base64)], proof.hashes, note)
                }
            }
        }
    }
}

/// The key that a checkpoint must be signed with.
struct KeyOption: ParsableArguments {
    @Option(
        name: .customLong("key"),
        help: "The site's key, name+hash+base64; by default the one that the server names itself.")
    var text: String?
}

extension SiteConnection {
    /// A checkpoint whose signature was checked.
    fileprivate func checkpoint(
        at size: UInt64?, _ key: KeyOption
    ) async throws -> (SignedNote, Checkpoint) {
        let query = size.map { [("size", String($0))] } ?? []
        let bytes = try await text("log/checkpoint", query)
        var known = key.text
        if known == nil {
            let reply = try await get("log/key", []).accepted("read the key of the site")
            known = reply.data.object?["checkpoint_key"]?.string
        }
        return try Self.checked(bytes, known ?? "")
    }

    private static func checked(
        _ bytes: [UInt8], _ key: String
    ) throws -> (SignedNote, Checkpoint) {
        do {
            let note = try SignedNote(bytes)
            try VerifierKey(key).verify(note)
            return (note, try Checkpoint(text: note.text))
        } catch {
            throw ClientError(.badAnswer, "The checkpoint is not to be trusted: \(error)")
        }
    }
}

/// A proof as the server sends it.
struct ProofAnswer {
    private let data: JSONValue

    init(_ data: JSONValue) { self.data = data }

    /// One of its hashes.
    func hash(_ name: String) throws(ClientError) -> TreeHash {
        try Self.hash(data.object?[name])
    }

    /// The hashes of the proof.
    func hashes() throws(ClientError) -> [TreeHash] {
        var hashes: [TreeHash] = []
        for value in data.object?["hashes"]?.array ?? [] { hashes.append(try Self.hash(value)) }
        return hashes
    }

    /// The answer with the checkpoint that it leads up to.
    func with(_ note: SignedNote) -> JSONValue {
        var members = data.object ?? [:]
        members["checkpoint"] = .string(String(decoding: note.encoded, as: UTF8.self))
        return .object(members)
    }

    /// What was proved, the hashes that prove it and the checkpoint they lead up to.
    static func lines(
        _ what: String, _ known: [(String, String)], _ hashes: [TreeHash], _ note: SignedNote
    ) -> [InkedLine] {
        var table = TextTable(["", ""])
        for (name, value) in known { table.append([name, value]) }
        for (index, hash) in hashes.enumerated() {
            table.append(["hash \(index + 1)", hash.base64])
        }
        let text = String(decoding: note.encoded, as: UTF8.self)
        return [InkedLine("Proved: \(what).", .bold)] + table.lines(withHeader: false)
            + [InkedLine("")]
            + text.split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map { InkedLine(String($0)) }
    }

    private static func hash(_ value: JSONValue?) throws(ClientError) -> TreeHash {
        guard let text = value?.string, let hash = TreeHash(base64: text) else {
            throw ClientError(.badAnswer, "The server sent a hash that is none.")
        }
        return hash
    }
}
