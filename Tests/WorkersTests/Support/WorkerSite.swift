import Foundation
import Workers

/// The data directory of a test's site, with programs that take the place of workers.
final class WorkerSite: Sendable {
    let data = FileManager.default.temporaryDirectory
        .appendingPathComponent("clotho-workers-\(UUID().uuidString)").path

    init() {
        try? FileManager.default.createDirectory(
            atPath: data, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: data) }

    /// The working folder of the sample order's worker.
    var folder: String {
        "jobs/202601010000000000000/guest/9999/noop_0/202601010000000000000_noop_0/0"
            + "/task_executor/w1"
    }

    func path(_ name: String) -> String { "\(data)/\(name)" }

    func read(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    func write(_ text: String, to name: String) throws {
        try text.write(toFile: path(name), atomically: true, encoding: .utf8)
    }

    func mode(of name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }

    /// A launcher of a shell script that says who it is, as a worker does, and then does `body`.
    func launcher(
        running body: String, options: LocalWorkerOptions = LocalWorkerOptions()
    ) throws -> LocalWorkerLauncher {
        let script = """
            #!/bin/sh
            echo "$$ $(cut -d ' ' -f 22 /proc/$$/stat) $(cat /proc/sys/kernel/random/boot_id)" > task_executor_pid
            \(body)
            """
        try install(script, as: "worker.sh")
        return try LocalWorkerLauncher(
            data: data, executable: path("worker.sh"), options: options)
    }

    /// Has another process write a program: a file that this one writes stays open in children that
    /// other tests start meanwhile, until they have become what they are to be, and the kernel runs
    /// no file that is open for writing (`ETXTBSY`).
    private func install(_ text: String, as name: String) throws {
        try write(text, to: "\(name).txt")
        let install = Process()
        install.executableURL = URL(filePath: "/usr/bin/install")
        install.arguments = ["-m", "755", path("\(name).txt"), path(name)]
        try install.run()
        install.waitUntilExit()
        guard install.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    /// A launcher of the real worker, which lies beside the test program.
    func launcher(
        options: LocalWorkerOptions = LocalWorkerOptions()
    ) throws -> LocalWorkerLauncher {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let worker = URL(fileURLWithPath: program).deletingLastPathComponent()
            .appendingPathComponent("clotho-worker").path
        return try LocalWorkerLauncher(data: data, executable: worker, options: options)
    }
}
