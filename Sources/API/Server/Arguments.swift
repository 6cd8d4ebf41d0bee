import Domain

/// The members of a request; what is not known is ignored, as clients send their own options too.
struct Arguments: Sendable {
    let members: JSONObject

    init(_ members: JSONObject = [:]) { self.members = members }

    /// A member that is there and not `null`.
    subscript(name: String) -> JSONValue? {
        guard let value = members[name], !value.isNull else { return nil }
        return value
    }

    /// The arguments but for one.
    func without(_ name: String) -> Arguments {
        var members = members
        members[name] = nil
        return Arguments(members)
    }

    /// Checks that members are there.
    /// - Throws: FATE's sentence with all that are not.
    func require(_ names: String...) throws(Refusal) {
        let missing = names.filter { self[$0] == nil }
        if !missing.isEmpty { throw .missing(missing) }
    }

    /// A text, or a number as text.
    func text(_ name: String) -> String? {
        self[name].flatMap { $0.string ?? $0.integer.map { String($0) } }
    }

    /// A text that must be there.
    func requiredText(_ name: String) throws(Refusal) -> String {
        guard let value = self[name] else { throw .missing([name]) }
        guard let text = text(name) else {
            throw .argument("\(name) must be text, not \(value.text())")
        }
        return text
    }

    /// A whole number, written as a number or as text; `nil` when it is not there.
    func integer(_ name: String) throws(Refusal) -> Int? {
        guard let value = self[name] else { return nil }
        guard let number = value.integer ?? value.string.flatMap({ Int($0) }) else {
            throw .argument("\(name) must be a whole number, not \(value.text())")
        }
        return number
    }

    /// A yes or no in any of the forms that clients use; `nil` when it is not there.
    func flag(_ name: String) -> Bool? {
        guard let value = self[name] else { return nil }
        if let text = value.string?.lowercased() { return text == "true" || text == "1" }
        return value.bool ?? (value.integer.map { $0 != 0 })
    }
}

extension Arguments {
    /// The job that a request is about. An id that no job can have names no job.
    func job() throws -> JobID {
        guard let job = JobID(try requiredText("job_id")) else { throw JobRejection.unknownJob }
        return job
    }

    /// The party of `role` and `party_id`; `nil` when one of them is left out.
    func party() throws(Refusal) -> Party? {
        guard let role = text("role"), let id = text("party_id") else { return nil }
        guard let party = Party("\(role):\(id)") else {
            throw .argument("there can be no party \(role) \(id)")
        }
        return party
    }

    /// The table of `table_name` or `name`, and `namespace`; `nil` when one of them is left out.
    var table: TableName? {
        guard let name = text("table_name") ?? text("name"), let namespace = text("namespace")
        else { return nil }
        return TableName(namespace: namespace, name: name)
    }

    /// The component that a request is about.
    func component() throws(Refusal) -> ComponentName {
        let text = try requiredText("component_name")
        guard let component = ComponentName(text) else {
            throw .argument("\(text) cannot be the name of a component")
        }
        return component
    }
}
