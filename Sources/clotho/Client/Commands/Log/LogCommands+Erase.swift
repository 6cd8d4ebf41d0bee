import API
import ArgumentParser
import Domain
import EventStore
import Foundation
import Journal

extension LogCommands {
    /// `clotho log erase`.
    struct Erase: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Destroy the payloads of events; that they happened stays provable.",
            discussion: """
                Salt and payload of the chosen events are destroyed in the log, in the views and, for \
                a job, in its files. The envelopes stay, and with them all proofs; an event on the \
                log says what was erased and why. This cannot be undone. Events of jobs that have \
                not ended, of engines and about other sites are not erased; imported ones are. \
                Goes through the server; with --data-dir into the log on the disk, when no server \
                runs on it.
                """)

        @Option(help: "Erase what is in the streams of this job.")
        var job: String?

        @Option(help: "Erase the events whose actor, stream or correlation is this text.")
        var subject: String?

        @Option(help: "Erase all events of this type, such as track.logged.")
        var type: String?

        @Option(help: "Why; stays on the log.")
        var reason: String

        @Flag(help: "Do not ask.")
        var yes = false

        @Option(help: "Erase in the log of this data directory, without a server.")
        var dataDir: String?

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard [job, subject, type].count(where: { $0 != nil }) == 1 else {
                throw ValidationError("Give one of --job, --subject and --type.")
            }
            guard !reason.allSatisfy(\.isWhitespace) else {
                throw ValidationError("--reason is empty; it stays on the log and must say why.")
            }
        }

        func run() async throws {
            let answer: JSONValue?
            if let dataDir {
                answer = try await eraseOnDisk(dataDir)
            } else {
                answer = try await options.connect { try await erase(through: $0) }
            }
            guard let answer else { return Terminal.complain("Nothing was erased.") }
            options.show(answer) {
                [
                    InkedLine(
                        "The payloads of \(answer.object?["events"]?.plainText ?? "") events are "
                            + "destroyed; event \(answer.object?["position"]?.plainText ?? "") "
                            + "says so.")
                ]
            }
        }

        /// `nil` when the asker thought better of it.
        private func erase(through site: SiteConnection) async throws -> JSONValue? {
            var body: JSONObject = ["reason": .string(reason)]
            for (name, value) in [("job", job), ("subject", subject), ("type", type)] {
                if let value { body[name] = .string(value) }
            }
            var question = body
            question["dry_run"] = true
            let plan = try await site.post("log/erase", .object(question)).accepted("erase")
            guard confirms(plan.data.object?["events"]?.plainText ?? "") else { return nil }
            return try await site.post("log/erase", .object(body)).accepted("erase").data
        }

        private func eraseOnDisk(_ directory: String) async throws -> JSONValue? {
            do {
                let name = try LMDBLogReader(path: directory + "/log").site
                let log = try LMDBEventLog(path: directory + "/log", site: name)
                let answer = try await erase(in: log, directory)
                await log.close()
                return answer
            } catch let error as EventLogError {
                throw ClientError(.badInput, Self.explain(error, directory))
            } catch let error as SiteRejection {
                throw ClientError(.badInput, "\(error)")
            }
        }

        private func erase(in log: LMDBEventLog, _ directory: String) async throws -> JSONValue? {
            let eraser = Eraser(Journal(log))
            let erasure = try await eraser.plan(try selection(), reason: reason)
            guard confirms(String(erasure.count)) else { return nil }
            let position = try await eraser.erase(
                erasure,
                CommandContext(
                    actor: "command line", correlationID: "erase",
                    now: Timestamp(millisecondsSinceEpoch: UnixTime.now)))
            var leftovers = ["", "-wal", "-shm", ".next"].map { "views.sqlite\($0)" }
            if let job { leftovers += ["jobs/\(job)", "logs/\(job)"] }
            for name in leftovers {
                let path = "\(directory)/\(name)"
                guard FileManager.default.fileExists(atPath: path) else { continue }
                try FileManager.default.removeItem(atPath: path)
            }
            return erasure.json(position: position)
        }

        private func selection() throws -> ErasureSelection {
            for (kind, text) in [("job", job), ("subject", subject), ("type", type)] {
                guard let text else { continue }
                if let selection = ErasureSelection(kind: kind, text: text) { return selection }
                throw ClientError(.badInput, "\(text) cannot be a \(kind).")
            }
            throw ClientError(.badInput, "Give one of --job, --subject and --type.")
        }

        /// Whether whoever sits at the terminal wants it.
        private func confirms(_ count: String) -> Bool {
            if yes { return true }
            Terminal.write(
                "Destroy the payloads of \(count) events for ever? Type yes to go on: ")
            return readLine() == "yes"
        }

        private static func explain(_ error: EventLogError, _ directory: String) -> String {
            if case .inUse = error {
                return "A server runs on \(directory): leave --data-dir out to go through it."
            }
            return "Cannot erase in \(directory): \(error)"
        }
    }
}
