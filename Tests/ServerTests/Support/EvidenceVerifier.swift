import Foundation

/// `tools/verify_evidence.py` with Debian's Python, for which tools/deps.sh installs its library.
enum EvidenceVerifier {
    /// Its exit status, and all that it said.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments =
            ["-B", Programs.root.appending(path: "tools/verify_evidence.py").path()] + arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
