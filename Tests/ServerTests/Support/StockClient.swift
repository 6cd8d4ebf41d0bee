import Domain
import Foundation
import Testing

/// FATE's own command line, `flow` of fate-client 1.11.3, unchanged, from the Python package index.
///
/// It keeps the address of its server in its own folder, so it talks to one server at a time.
struct StockClient {
    private static let packages = ["fate-client==1.11.3", "urllib3<2"]
    private static let folder = Programs.root.appending(path: ".build/stock-client")
    /// How long making the environment and installing the packages may take together.
    private static let installSecondsMax = 600.0

    /// The client, installed on the first call; cancels the test where that is not possible.
    static func installed() async throws -> StockClient {
        let program = folder.appending(path: "bin/flow")
        if try await run(program, ["--help"]) == nil {
            try? FileManager.default.removeItem(at: folder)
            let python = URL(filePath: "/usr/bin/python3")
            guard try await run(python, ["-m", "venv", folder.path()]) != nil else {
                try Test.cancel("python3 -m venv does not work here: install python3-venv")
            }
            let pip = folder.appending(path: "bin/pip")
            let install = ["install", "--quiet", "--disable-pip-version-check"]
            guard try await run(pip, install + packages) != nil,
                try await run(program, ["--help"]) != nil
            else {
                try Test.cancel("pip could not install \(packages.joined(separator: " and "))")
            }
        }
        return StockClient()
    }

    /// What a command answers: the JSON behind the notes that it prints first.
    func run(_ command: String..., with options: [String] = []) async throws -> JSONObject {
        let arguments = command + options
        let program = Self.folder.appending(path: "bin/flow")
        let output = try #require(
            try await Self.run(program, arguments), "flow \(arguments) failed")
        guard let start = output.firstIndex(of: "{"),
            let answer = try JSONValue(parsing: String(output[start...])).object
        else { throw ServerProcess.Failure(description: "flow \(arguments): \(output)") }
        return answer
    }

    /// What a program prints; `nil` when it is not there or ends with another status than 0.
    private static func run(_ program: URL, _ arguments: [String]) async throws -> String? {
        guard FileManager.default.isExecutableFile(atPath: program.path()) else { return nil }
        let (process, output) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let limit = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(
            deadline: .now() + installSecondsMax, execute: limit)
        let text = await CommandLine.text(of: output)
        process.waitUntilExit()
        limit.cancel()
        return process.terminationStatus == 0 ? text : nil
    }
}
