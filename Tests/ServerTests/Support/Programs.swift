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
}
