import API
import ArgumentParser
import Domain
import EventStore
import Glibc
import Journal
import Storage

extension LogCommands {
    /// `clotho log export`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a piece of the log to a file that proves itself: a segment.",
            discussion: """
                All events by default, those of a range of positions, or those of a job or a model \
                with the files they name. Asks the server; with --data-dir the log is read from the \
                disk, whether or not a server runs on it. The file appears when it is complete. Look \
                into it with: clotho segment
                """)

        @Argument(help: "The file to write.")
        var file: String

        @Option(help: "The first position; 1 by default.")
        var from: UInt64?

        @Option(help: "The last position; the newest by default.")
        var to: UInt64?

        @Option(help: "Only what belongs to this job.")
        var job: String?

        @Option(help: "Only the streams of models whose name begins so (party model id[/version]).")
        var model: String?

        @Option(help: "Read the log in this data directory, without a server.")
        var dataDir: String?

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard job == nil || model == nil else {
                throw ValidationError("Give --job or --model, not both.")
            }
        }

        func run() async throws {
            try SegmentOptions.explain(file) { _ = try selection() }
            if let dataDir {
                try exportFromDisk(dataDir)
            } else {
                try await exportFromServer()
            }
            try SegmentOptions.explain(file) { try report(try SegmentFile(path: file)) }
        }

        private func exportFromServer() async throws {
            // As without a server: a segment is evidence, and not written over.
            guard access(file, F_OK) != 0 else {
                throw ClientError(
                    .badInput, "\(file) is there already; give another name or remove it")
            }
            let progress = ProgressLine("bytes received", isOn: !options.json)
            defer { progress.end() }
            progress.show("the server writes the segment")
            try await options.connect { site in
                try await site.download("log/export", query, to: file) { received, total in
                    progress.show(received, of: total)
                }
            }
        }

        private func exportFromDisk(_ directory: String) throws {
            let progress = ProgressLine("events exported", isOn: !options.json)
            defer { progress.end() }
            try SegmentOptions.explain(file) {
                let site = try SiteFiles(directory)
                let export = SiteExport(log: site.log, key: site.key, blobs: site.blobs)
                var request = SegmentRequest(
                    first: from.map { Position($0) }, last: to.map { Position($0) })
                request.selection = try selection()
                let now = Timestamp(millisecondsSinceEpoch: UnixTime.now)
                _ = try export.write(request, to: file, createdAt: now) {
                    progress.show($0.read, of: $0.total)
                }
            }
        }

        private func selection() throws -> EventSelection? {
            if let model { return try .model(model) }
            guard let job else { return nil }
            guard let id = JobID(job) else { throw ClientError(.badInput, "\(job) is no job id.") }
            return try .job(id)
        }

        private var query: [(name: String, value: String)] {
            let numbers = [("from", from), ("to", to)].compactMap { name, number in
                number.map { (name, String($0)) }
            }
            let texts = [("job", job), ("model", model)].compactMap { name, text in
                text.map { (name, $0) }
            }
            return numbers + texts
        }

        private func report(_ segment: SegmentFile) throws {
            options.show(SegmentFacts(segment).json) {
                let (header, trailer) = (segment.header, segment.trailer)
                return [
                    InkedLine(
                        "\(file): \(trailer.eventCount) events of \(header.site), positions "
                            + "\(trailer.positions.lowerBound) to "
                            + "\(trailer.positions.upperBound), \(segment.byteCount) bytes"),
                    InkedLine("root \(trailer.root.base64) at size \(trailer.treeSize)"),
                ]
            }
        }
    }
}

/// What a command reads in a data directory, beside the server or without one.
struct SiteFiles {
    let log: LMDBLogReader
    let key: SiteKey
    let blobs: BlobStore

    init(_ directory: String) throws {
        do {
            log = try LMDBLogReader(path: directory + "/log")
            key = try SiteKey(file: directory + "/site.key", site: log.site)
            blobs = try BlobStore(directory: directory + "/blobs")
        } catch let error as EventLogError {
            throw ClientError(.badInput, "Cannot read the log in \(directory): \(error)")
        }
    }
}
