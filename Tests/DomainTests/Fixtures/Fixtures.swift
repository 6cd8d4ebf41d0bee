import Domain
import Foundation

/// The DSL and conf cases beside the work tree (`shared/fixtures/dsl`), checked with FATE.
enum Fixtures {
    /// The folder; `nil` where the tests run without it.
    static let folder: URL? = {
        let file = URL(filePath: #filePath)
        return [file, file.resolvingSymlinksInPath()].lazy.compactMap(folder(above:)).first
    }()

    static let areThere = folder != nil

    private static func folder(above file: URL) -> URL? {
        var ancestor = file
        while ancestor.path != "/" {
            ancestor = ancestor.deletingLastPathComponent()
            let candidate = ancestor.appending(path: "shared/fixtures/dsl")
            if FileManager.default.fileExists(atPath: candidate.path) { return candidate }
        }
        return nil
    }

    /// Whether the folder has a file.
    static func has(_ path: String) -> Bool {
        folder.map { FileManager.default.fileExists(atPath: $0.appending(path: path).path) }
            ?? false
    }

    /// One JSON file of the folder.
    static func json(_ path: String) throws -> JSONValue {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return try JSONValue(parsing: Data(contentsOf: folder.appending(path: path)))
    }

    /// The modules that the expected values were made with.
    static func catalogue() throws -> ModuleCatalogue {
        let file = try json("modules.json")
        let modules = try file.member("modules").members()
        return ModuleCatalogue(
            try modules.map { name, module in
                let provider = try module.member("provider").word()
                return ModuleDescriptor(
                    module: name, provider: provider,
                    version: try file.member("providers", provider, "default").word(),
                    roles: Set(
                        try module.member("roles").items().compactMap {
                            Role(rawValue: try $0.word())
                        }),
                    parameters: try module.member("params").members())
            })
    }
}
