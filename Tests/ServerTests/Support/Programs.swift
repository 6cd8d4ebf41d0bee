import Foundation

/// Where the programs and the tables of this checkout are.
enum Programs {
    /// The folder of the built programs: the tests lie beside them.
    static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        .deletingLastPathComponent()

    static let clotho = folder.appending(path: "clotho")

    static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Tables of the project's own.
    static let demoData = root.appending(path: "fixtures/data")

    /// DSL and conf cases with what each must give.
    static let dslCases = root.appending(path: "fixtures/dsl")

    /// Real tables beside the project; absent in a plain clone.
    static let sharedData = root.appending(path: "../shared/fixtures/data").standardizedFileURL

    static let hasSharedFixtures = FileManager.default.fileExists(atPath: sharedData.path())

    /// Runs a program to its end: its exit status, and all that it said.
    static func run(
        _ program: URL, _ arguments: [String]
    ) throws -> (status: Int32, output: String) {
        let (process, output) = (Process(), Pipe())
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
