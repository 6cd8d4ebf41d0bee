import Domain
import Glibc
import Storage
import Wire

/// `clotho-worker`: runs one component of one task for one party, and ends.
///
/// Every task of every party has one, and a job of five tasks that do nothing must end in half a
/// second. So it links no HTTP client library, and of Foundation only the part that Crypto brings.
@main enum WorkerProgram {
    static let version = "0.1.0"

    static func main() {
        // A site that closes its connection is an error of that call, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        do {
            try follow(WorkerArguments(Array(CommandLine.arguments.dropFirst())))
        } catch let error as UsageError {
            complain(error.message)
            end(WorkerExitCode.usage)
        } catch {
            complain("\(error)")
            end(WorkerExitCode.failed)
        }
    }

    private static func follow(_ arguments: WorkerArguments) throws {
        switch arguments {
        case .version: print("clotho-worker \(version)")
        case .help: print(WorkerArguments.usage)
        case .run(let path, let line): try work(configuration(at: path), SiteLine(line))
        case .serveForks(let site):
            guard let line = ForkServer.serve(site), let path = StandbyOrder.path(from: line)
            else { return }
            let config = try configuration(at: path)
            try StandbyOrder.settle(in: config)
            try work(config, SiteLine(line))
        }
    }

    /// Runs the component and ends the process. Whatever needs a second thread begins here.
    private static func work(_ config: WorkerConfig, _ line: SiteLine) throws -> Never {
        guard let folder = try WorkFolder(config.paths) else { end(WorkerExitCode.lockIsHeld) }
        // The first thread of a copy is taken for that of the original (decision 11): it only waits.
        let hasBegun = OwnThread.start { begin(WorkerRun(config), in: folder, line) }
        guard hasBegun else {
            complain("no thread can be made to work in")
            end(WorkerExitCode.failed)
        }
        while true { pause() }
    }

    /// Begins the work on this thread, and goes on where tasks are run once it has to wait.
    private static func begin(_ run: WorkerRun, in folder: WorkFolder, _ line: SiteLine) {
        run.begin()
        line.say(.settled)
        // The site comes first where both want a core.
        Task.immediate(priority: .medium) {
            let code = await run.perform()
            if code == WorkerExitCode.finished, !ProcessMemory.isLarge {
                line.say(.done)
                // What listens may wait for this core, and the end of a process takes a while.
                sched_yield()
            }
            folder.release()
            end(code)
        }
    }

    /// All that matters is written and reported; taking the threads apart would only cost time.
    private static func end(_ code: Int32) -> Never {
        fflush(nil)
        _exit(code)
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
