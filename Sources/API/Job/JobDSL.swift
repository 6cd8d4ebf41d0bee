import Domain

/// `job/dsl/generate`: the DSL of predict jobs, of a train DSL and the components to take.
enum JobDSL {
    static func generate(_ call: Call) throws -> Reply {
        try call.arguments.require("train_dsl", "cpn_str")
        guard let trained = try call.arguments.document("train_dsl") else {
            throw Refusal.missing(["train_dsl"])
        }
        do {
            let names = try call.arguments.names("cpn_str")
            return .document(try DSL(trained).predictDSL(deploying: names), for: call)
        } catch let error as DSLError {
            throw Refusal(status: 210, "\(error) (\(error.code.rawValue))")
        }
    }
}

extension Arguments {
    /// A JSON object, written as one or as text.
    func document(_ name: String) throws -> JSONValue? {
        guard let value = self[name] else { return Optional<JSONValue>.none }
        let document = value.string.map { try? JSONValue(parsing: $0) } ?? value
        guard let document, document.object != nil else {
            throw Refusal.argument("\(name) must be a JSON object")
        }
        return document
    }

    /// Names, written as a list, as `a,b` or as `[a,b]`.
    func names(_ name: String) throws -> [String]? {
        guard let value = self[name] else { return nil }
        if let list = value.array {
            let names = list.compactMap(\.string)
            guard names.count == list.count else {
                throw Refusal.argument("\(name) must be a list of names")
            }
            return names
        }
        guard let text = value.string else {
            throw Refusal.argument("\(name) must be a list of names")
        }
        return text.split { "[], \"'".contains($0) }.map(String.init)
    }
}
