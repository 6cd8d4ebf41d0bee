import Foundation

/// A real `clotho serve` on a free port of 127.0.0.1.
///
/// Its directory is removed at the end, unless `CLOTHO_KEEP` is set in the environment.
final class ServerProcess {
    let directory: URL
    private(set) var address = ""
    private var process = Process()
    private let options: [String]
    private let ownsDirectory: Bool
    private var output: FileHandle?

    struct Failure: Error, CustomStringConvertible { let description: String }

    /// Starts a server on a fresh directory.
    init(_ options: [String] = []) async throws {
        directory = FileManager.default.temporaryDirectory
            .appending(path: "clotho-\(UUID().uuidString)")
        self.options = options
        ownsDirectory = true
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        try await start()
    }

    /// Starts another server on the directory of one; it goes with that one.
    init(beside server: ServerProcess, _ options: [String] = []) async throws {
        directory = server.directory
        self.options = options
        ownsDirectory = false
        try await start()
    }

    var processID: Int32 { process.processIdentifier }

    /// What it says after the line that it is ready.
    func nextLine() async -> String {
        await Self.firstLine(of: output?.fileDescriptor ?? -1)
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        guard ownsDirectory else { return }
        for worker in workers { kill(worker, SIGKILL) }
        guard ProcessInfo.processInfo.environment["CLOTHO_KEEP"] == nil else {
            return print("the site stays in \(directory.path())")
        }
        try? FileManager.default.removeItem(at: directory)
    }

    /// Starts the server; returns when it says where it listens.
    func start() async throws {
        let output = Pipe()
        process = Process()
        process.executableURL = Programs.clotho
        process.arguments =
            ["serve", "--data-dir", directory.path(), "--port", "0"] + options
        process.standardOutput = output
        let log = FileHandle(forWritingAtPath: Self.logFile(in: directory))
        _ = try log?.seekToEnd()
        process.standardError = log
        try process.run()
        let line = await Self.firstLine(of: output.fileHandleForReading.fileDescriptor)
        let prefix = "listening on "
        guard line.hasPrefix(prefix) else {
            let log = try String(contentsOfFile: Self.logFile(in: directory), encoding: .utf8)
            throw Failure(description: "the server said \"\(line)\" and \(log)")
        }
        address = String(line.dropFirst(prefix.count))
        self.output = output.fileHandleForReading
    }

    /// Ends it as a crash would, and waits until it is gone.
    func crash() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Ends it as an operator would; the exit status.
    func terminate() -> Int32 {
        kill(process.processIdentifier, SIGTERM)
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// As `terminate`, and holds up no other test meanwhile: a server that ends waits for the answers
    /// under way, and those who read them need a thread.
    func end() async -> Int32 {
        kill(process.processIdentifier, SIGTERM)
        let process = process
        return await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                process.waitUntilExit()
                continuation.resume(returning: process.terminationStatus)
            }
        }
    }

    /// The workers of this site that have been given work: each works in a folder of its own.
    var workers: [Int32] {
        let jobs = directory.appending(path: "jobs/").resolvingSymlinksInPath().path()
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return entries.compactMap(Int32.init).filter { pid in
            let folder = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/\(pid)/cwd")
            let name = FileManager.default.contents(atPath: "/proc/\(pid)/comm")
            return folder?.hasPrefix(jobs) == true
                && name.map { String(decoding: $0, as: UTF8.self) } == "clotho-worker\n"
        }
    }

    private static func logFile(in directory: URL) -> String {
        let path = directory.appending(path: "server.log").path()
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil)
        }
        return path
    }

    private static func firstLine(of descriptor: Int32) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                var bytes: [UInt8] = []
                var byte: UInt8 = 0
                while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
                    bytes.append(byte)
                }
                continuation.resume(returning: String(decoding: bytes, as: UTF8.self))
            }
        }
    }
}
