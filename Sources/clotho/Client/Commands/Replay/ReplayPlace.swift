import ArgumentParser
import EventStore
import Scheduler

/// Where the recorded events of `clotho replay` are.
struct ReplayPlace: ParsableArguments {
    @Option(help: ArgumentHelp("Take the events of this segment.", valueName: "segment"))
    var check: String?

    @Option(help: "Read the log of this data directory, or in this log folder.")
    var log: String?

    @Argument(help: "A segment, as with --check.")
    var segment: String?

    func validate() throws {
        guard [check, log, segment].compactMap(\.self).count == 1 else {
            throw ValidationError("Give one of --check SEGMENT, --log DIRECTORY and SEGMENT.")
        }
    }

    /// Lends the events; a segment is verified before.
    func open<Answer>(_ body: (any ReplaySource) throws -> Answer) throws -> Answer {
        guard let path = check ?? segment else {
            return try body(LogReplaySource(try reader(log ?? "")))
        }
        return try SegmentOptions.explain(path) {
            let file = try SegmentFile(path: path)
            _ = try file.verify()
            return try body(SegmentReplaySource(file))
        }
    }

    /// The log in `path` itself or in its folder `log`.
    private func reader(_ path: String) throws -> LMDBLogReader {
        do {
            return try LMDBLogReader(path: path + "/log")
        } catch EventLogError.missing {
            do {
                return try LMDBLogReader(path: path)
            } catch {
                throw ClientError(.badInput, "--log \(path): \(error)")
            }
        } catch {
            throw ClientError(.badInput, "--log \(path): \(error)")
        }
    }
}
