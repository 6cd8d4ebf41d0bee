import Domain
import Glibc
import Storage
import Wire

/// `clotho-worker`: runs one component of one task for one party, and ends.
///
/// It starts for every task of every party, and a job of five tasks that do nothing must end in half
/// a second. So it links no HTTP client library, and of Foundation only the part that Crypto brings.
@main enum WorkerProgram {
    static let version = "0.1.0"

    static func main() async {
        // A site that closes its connection is an error of that call, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        let code = await run(Array(CommandLine.arguments.dropFirst()))
        // All that matters is written and reported; taking the threads apart would take a
        // millisecond, and the next task waits for the end of this process.
        fflush(nil)
        _exit(code)
    }

    private static func run(_ arguments: [String]) async -> Int32 {
        do {
            switch try WorkerArguments(arguments) {
            case .version:
                print("clotho-worker \(version)")
                return 0
            case .help:
                print(WorkerArguments.usage)
                return 0
            case .run(let path, let ready):
                return try await run(configuration(at: path), ready)
            case .standBy(let descriptor):
                Rehearsal.run()
                guard let path = StandbyOrder.path(from: descriptor) else { return 0 }
                let config = try configuration(at: path)
                try StandbyOrder.settle(in: config)
                return try await run(config, descriptor)
            }
        } catch let error as UsageError {
            complain(error.message)
            return WorkerExitCode.usage
        } catch {
            complain("\(error)")
            return WorkerExitCode.failed
        }
    }

    private static func run(_ config: WorkerConfig, _ ready: Int32?) async throws -> Int32 {
        guard let folder = try WorkFolder(config.paths, ready: ready) else {
            return WorkerExitCode.lockIsHeld
        }
        // Another process was here and has done the work.
        guard try SmallFile.read(config.paths.result) == nil else {
            return WorkerExitCode.lockIsHeld
        }
        let code = await WorkerRun(config).perform()
        folder.release()
        return code
    }

    private static func configuration(at path: String) throws -> WorkerConfig {
        guard let bytes = try SmallFile.read(path) else {
            throw UsageError("there is no config \(path)")
        }
        do {
            return try WorkerConfig(JSONValue(parsing: bytes))
        } catch {
            throw UsageError("\(path): \(error)")
        }
    }

    /// Goes to the log of the process's output.
    private static func complain(_ sentence: String) {
        let line = Array("clotho-worker: \(sentence)\n".utf8)
        _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
