import ArgumentParser
import Domain
import EventStore
import Glibc
import Journal
import Storage

extension SegmentCommands {
    /// `clotho segment extract`.
    struct Extract: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the events of a segment as JSON lines, and its artifacts as files.",
            discussion: """
                Verifies the segment first. Makes FOLDER with events.jsonl, checkpoint.txt and one \
                file for each artifact, named by its SHA-256.
                """)

        @OptionGroup var key: SegmentKeyOption
        @OptionGroup var options: SegmentOptions

        @Argument(help: "The folder, which must not be there yet.")
        var folder: String

        func run() throws {
            let written = try options.open { file in
                _ = try file.verify(key: try key.key())
                guard mkdir(folder, 0o755) == 0 else {
                    throw ClientError(
                        .badInput, "Cannot make \(folder): \(String(cString: strerror(errno)))")
                }
                try writeEvents(file)
                try SegmentFileWriter(path: "\(folder)/checkpoint.txt").write(
                    Array(file.trailer.checkpoint.utf8))
                for (number, artifact) in file.trailer.artifacts.enumerated() {
                    let writer = try SegmentFileWriter(path: "\(folder)/\(artifact.digest)")
                    try file.artifact(number) { try writer.write($0) }
                }
                return file.trailer
            }
            let data: JSONValue = [
                "folder": .string(folder), "events": .integer(Int64(written.eventCount)),
                "artifacts": .integer(Int64(written.artifacts.count)),
            ]
            options.show(data) {
                [
                    InkedLine(
                        "\(written.eventCount) events and \(written.artifacts.count) artifacts are "
                            + "in \(folder)")
                ]
            }
        }

        private func writeEvents(_ file: SegmentFile) throws {
            let writer = try SegmentFileWriter(path: "\(folder)/events.jsonl")
            try file.events { events in
                try writer.write(
                    events.flatMap { EventDescription.json(of: $0).utf8() + [UInt8(ascii: "\n")] })
                return true
            }
        }
    }
}

/// Writes one file of an extraction.
private final class SegmentFileWriter {
    private let path: String
    private let file: Int32

    init(path: String) throws(ClientError) {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Self.failure(path) }
    }

    deinit { close(file) }

    func write(_ bytes: [UInt8]) throws(ClientError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path) }
            rest = rest.dropFirst(count)
        }
    }

    private static func failure(_ path: String) -> ClientError {
        ClientError(.badInput, "Cannot write \(path): \(String(cString: strerror(errno)))")
    }
}
