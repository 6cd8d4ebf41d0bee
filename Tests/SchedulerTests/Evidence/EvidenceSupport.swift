import EventStore
import Foundation

/// Files of one test, removed with it.
final class ScratchDirectory: Sendable {
    private let root: URL

    init() {
        root = FileManager.default.temporaryDirectory
            .appending(path: "clotho-evidence-\(UUID().uuidString)")
        try? FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: root) }

    func path(_ name: String) -> String { root.appending(path: name).path(percentEncoded: false) }

    func write(_ bytes: [UInt8], _ name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: path(name)))
        return path(name)
    }
}

extension SiteKey {
    /// The key of a site in tests, the same each time.
    static func test(_ site: String) throws -> SiteKey {
        try SiteKey(site: site, secret: Array(repeating: 7, count: 32))
    }
}

/// `tools/verify_evidence.py` with Debian's Python, for which tools/deps.sh installs its library.
enum EvidenceProgram {
    struct Answer {
        let status: Int32
        let output: String
        let errors: String
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "tools/verify_evidence.py")

    static func run(_ arguments: [String]) throws -> Answer {
        let process = Process()
        let (output, errors) = (Pipe(), Pipe())
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-B", script.path(percentEncoded: false)] + arguments
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // Both are far below what a pipe holds.
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        let complained = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return Answer(
            status: process.terminationStatus, output: String(decoding: said, as: UTF8.self),
            errors: String(decoding: complained, as: UTF8.self))
    }
}
