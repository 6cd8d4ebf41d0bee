import Domain
import Foundation

/// The DSL and conf cases (`fixtures/dsl`), checked with FATE.
enum Fixtures {
    /// The folder.
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "fixtures/dsl")

    /// Whether the folder has a file.
    static func has(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: path).path)
    }

    /// One JSON file of the folder.
    static func json(_ path: String) throws -> JSONValue {
        try JSONValue(parsing: Data(contentsOf: folder.appending(path: path)))
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
