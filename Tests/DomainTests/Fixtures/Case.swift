import Domain
import Foundation
import Testing

/// One folder of the fixtures: a DSL, a conf and what FATE makes of them.
struct Case: CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }

    func dsl() throws -> JSONValue { try Fixtures.json("\(name)/dsl.json") }
    func conf() throws -> JSONValue { try Fixtures.json("\(name)/conf.json") }

    func required(_ member: String) throws -> JSONValue {
        try Fixtures.json("\(name)/expected.json").member("required", member)
    }

    func specification() throws -> JobSpecification {
        try JobSpecification(dsl: try dsl(), conf: try conf())
    }

    /// Train jobs of conf version 2. Predict jobs and DSL version 1 are not read yet.
    static let valid = cases { $0 < 14 && !(5...7).contains($0) }

    /// Jobs that are refused, without those of DSL version 1, predict jobs and deploys.
    static let invalid = cases { $0 >= 30 && !(54...57).contains($0) && $0 != 59 && $0 != 61 }

    private static func cases(_ isIn: (Int) -> Bool) -> [Case] {
        guard let folder = Fixtures.folder?.path else { return [] }
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).sorted().filter { Int($0.prefix(2)).map(isIn) ?? false }.map(Case.init)
    }
}
