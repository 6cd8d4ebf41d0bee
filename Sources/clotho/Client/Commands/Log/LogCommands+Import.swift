import API
import ArgumentParser
import Domain
import EventStore
import Journal
import Storage

extension LogCommands {
    /// `clotho log import`.
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take a segment of another site's log into this site's.",
            discussion: """
                Everything in the segment is checked first; one that is not whole, or does not fit \
                what is known of its site, changes nothing. Events keep their origin, cause nothing \
                here, and are taken once however often they are imported. Goes through the server; \
                with --data-dir into the log on the disk, when no server runs on it.
                """)

        @Argument(help: "The segment.")
        var file: String

        @Flag(help: "Let events be missing between what is here and the segment.")
        var allowGap = false

        @Option(help: "Write to the log in this data directory, without a server.")
        var dataDir: String?

        @OptionGroup var key: SegmentKeyOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            // What is no segment is not sent; the rest is checked where it is taken.
            try SegmentOptions.explain(file) { _ = try SegmentFile(path: file) }
            if let dataDir { return try await importToDisk(dataDir) }
            let progress = ProgressLine("bytes sent", isOn: !options.json)
            let body = try FileBody(path: file) { progress.show($0, of: $1) }
            let reply = try await options.connect { site in
                try await site.send("log/import", try query(), body)
            }
            progress.end()
            show(try reply.accepted("import \(file)").data)
        }

        private func query() throws -> [(name: String, value: String)] {
            [("allow_gap", allowGap ? "1" : "0")] + (try key.key().map { [("key", $0.text)] } ?? [])
        }

        private func importToDisk(_ directory: String) async throws {
            let progress = ProgressLine("events imported", isOn: !options.json)
            defer { progress.end() }
            do {
                let site = try LMDBLogReader(path: directory + "/log").site
                let log = try LMDBEventLog(path: directory + "/log", site: site)
                let blobs = try BlobStore(directory: directory + "/blobs")
                let segments = SegmentImport(
                    Journal(log), key: try key.key(), allowsGap: allowGap)
                let context = CommandContext(
                    actor: "command line", correlationID: "import",
                    now: Timestamp(millisecondsSinceEpoch: UnixTime.now))
                let report = try await segments.run(
                    path: file, context, artifacts: { try blobs.put($0, pieces: $1) },
                    progress: { progress.show($0 / 2, of: $1 / 2) })
                await log.close()
                progress.end()
                show(report.json)
            } catch let error as SegmentError {
                throw ClientError(.badInput, "\(file): \(error)")
            } catch let error as PeerRejection {
                throw ClientError(.badInput, "\(file) is not taken: \(error)")
            } catch let error as EventLogError {
                throw ClientError(.badInput, explain(error, directory))
            }
        }

        private func explain(_ error: EventLogError, _ directory: String) -> String {
            if case .inUse = error {
                return "A server runs on \(directory): leave --data-dir out to go through it."
            }
            return "Cannot import \(file) into \(directory): \(error)"
        }

        private func show(_ data: JSONValue) {
            options.show(data) {
                let member = { (name: String) in data.object?[name]?.plainText ?? "?" }
                let isNew = data.object?["position"]?.integer != nil
                let kind = member("selection").isEmpty ? "" : " (\(member("selection")))"
                return [
                    InkedLine(
                        isNew
                            ? "\(member("new_events")) of \(member("events")) events are new here, "
                                + "from \(member("site"))\(kind), positions \(member("first")) to "
                                + "\(member("last"))"
                            : "All \(member("events")) events of \(member("site"))\(kind) were here "
                                + "before; nothing changed.")
                ]
            }
        }
    }
}
