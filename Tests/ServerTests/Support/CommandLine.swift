import Foundation

/// The real `clotho` as a person calls it.
struct CommandLine {
    let server: String

    /// What a command printed and how it ended.
    struct Outcome {
        let status: Int32
        let output: String
        let complaints: String

        var lines: [String] { output.split(separator: "\n").map(String.init) }
    }

    func run(_ arguments: String...) async throws -> Outcome { try await run(arguments) }

    func run(_ arguments: [String]) async throws -> Outcome {
        let (process, output, complaints) = (Process(), Pipe(), Pipe())
        process.executableURL = Programs.clotho
        process.arguments = arguments
        process.environment = ["CLOTHO_SERVER": server, "TZ": "UTC"]
        process.standardOutput = output
        process.standardError = complaints
        try process.run()
        async let errors = Self.text(of: complaints)
        let text = await Self.text(of: output)
        let problem = await errors
        process.waitUntilExit()
        return Outcome(
            status: process.terminationStatus, output: text, complaints: problem)
    }

    static func text(of pipe: Pipe) async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let data = pipe.fileHandleForReading.readDataToEndOfFile()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
        }
    }
}
