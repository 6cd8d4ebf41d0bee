import Domain
import Foundation
import Testing

/// One folder of the fixtures: a DSL, a conf and what FATE makes of them.
struct Case: CustomTestStringConvertible {
    let name: String

    var testDescription: String { name }

    /// What has to be done with the documents before they are a job.
    enum Kind { case train, predict, versionOne }

    var kind: Kind {
        get throws {
            if try Fixtures.json("\(name)/expected.json").member("dsl_version") == 1 {
                return .versionOne
            }
            return Fixtures.has("\(name)/train_dsl.json") ? .predict : .train
        }
    }

    /// A document of the folder.
    func document(_ file: String) throws -> JSONValue { try Fixtures.json("\(name)/\(file).json") }

    func required(_ member: String) throws -> JSONValue {
        try document("expected").member("required", member)
    }

    func versionOneJob() throws -> VersionOneJob {
        try VersionOneJob(dsl: try document("dsl"), conf: try document("conf"))
    }

    /// The DSL with which a predict job uses what the case trains.
    func predictDSL() throws -> JSONValue {
        if try kind == .versionOne {
            return try versionOneJob().predictDSL {
                "m/\($0.module.lowercased()).py/\($0.module)Guest"
            }
        }
        return try DSL(try document("train_dsl"))
            .predictDSL(deploying: try document("cpn_list").words())
    }

    /// The conf of a predict job, overlaid on the one of training.
    func mergedConf() throws -> JSONValue {
        try RuntimeConf.predicting(
            try document("conf"), trainedWith: try document("train_conf"))
    }

    func specification() throws -> JobSpecification {
        switch try kind {
        case .train:
            return try JobSpecification(dsl: try document("dsl"), conf: try document("conf"))
        case .predict:
            let dsl = try predictDSL()
            return try JobSpecification(dsl: dsl, conf: try mergedConf())
        case .versionOne:
            let job = try versionOneJob()
            return try JobSpecification(
                dsl: job.dsl.dsl, conf: try RuntimeConf(job.conf.converted(readers: [])))
        }
    }

    /// All cases.
    static let all: [Case] = {
        let folder = Fixtures.folder.path
        let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
        return (names ?? []).sorted().filter { Int($0.prefix(2)) != nil }.map(Case.init)
    }()

    /// Jobs that are accepted and have this member of what is required.
    static func valid(with member: String = "result") -> [Case] {
        all.filter { example in
            let required = try? example.document("expected").member("required").members()
            return required?["result"] == "valid" && required?[member] != nil
        }
    }

    /// What is refused.
    static let invalid = all.filter { (try? $0.required("result")) == "error" }
}
