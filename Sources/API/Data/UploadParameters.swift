import Domain
import Wire

/// What a client says of a file that it uploads, in any of the forms that clients use.
struct UploadParameters: Sendable {
    /// The members as sent, numbers as numbers.
    let members: JSONObject

    private static let numbers = ["head", "partition", "drop", "extend_sid", "auto_increasing_sid"]
    /// What the component Upload knows.
    private static let accepted = [
        "head", "partition", "file", "namespace", "name", "id_delimiter", "storage_engine",
        "storage_address", "drop", "destroy", "extend_sid", "auto_increasing_sid", "block_size",
        "schema", "with_meta", "meta",
    ]
    private static let jobParameters = [
        "task_cores", "eggroll_run", "spark_run", "computing_engine", "federation_engine",
    ]

    /// Reads the members of a request.
    init(_ sent: JSONObject) throws(Refusal) {
        var members = sent
        members["name"] = sent["table_name"] ?? sent["name"]
        for name in Self.numbers {
            guard let value = sent[name], !value.isNull else { continue }
            members[name] = try Self.number(value, of: name)
        }
        for name in ["meta", "schema", "storage_address"] {
            guard let text = sent[name]?.string else { continue }
            members[name] = (try? JSONValue(parsing: text)) ?? .string(text)
        }
        members["with_meta"] = sent["with_meta"].map {
            .bool(Arguments(["f": $0]).flag("f") ?? false)
        }
        members["destroy"] = .bool((members["drop"]?.integer ?? 0) > 0)
        self.members = members
    }

    /// Whether the table may be replaced.
    var replaces: Bool { members["destroy"] == true }

    /// The table; checked to be there.
    func table() throws(Refusal) -> TableName {
        guard let name = members["name"]?.string, let namespace = members["namespace"]?.string,
            let table = TableName(namespace: namespace, name: name)
        else { throw .argument("namespace and table_name must be texts and not empty") }
        return table
    }

    /// Refuses as FATE does when one of these is missing.
    func require(_ names: [String]) throws(Refusal) {
        let missing = names.filter { self.members[$0]?.isNull ?? true }
            .map { $0 == "name" ? "table_name" : $0 }
        guard !missing.isEmpty else { return }
        throw Refusal(
            .exception,
            "KeyError('required argument are missing: \(missing.joined(separator: ",")); ')")
    }

    /// FATE's DSL of an upload.
    static let dsl: JSONValue = ["components": ["upload_0": ["module": "Upload"]]]

    /// The parameters of the component, over others; members of `meta` count one by one.
    func component(file: String, over defaults: JSONObject = [:]) -> JSONObject {
        var component = defaults.overlaid(with: members.picking(Self.accepted))
        if let meta = defaults["meta"]?.object, let own = component["meta"]?.object {
            component["meta"] = .object(meta.overlaid(with: own))
        }
        component["file"] = .string(file)
        return component
    }

    /// FATE's conf of an upload of a file at the site.
    func conf(file: String) -> JSONValue {
        var common = members.picking(Self.jobParameters)
        common["federated_mode"] = "SINGLE"
        let party = members["party_id"].flatMap { $0.integer ?? $0.string.flatMap { Int($0) } } ?? 0
        let id = JSONValue.integer(Int64(party))
        return [
            "dsl_version": 2, "initiator": ["role": "local", "party_id": id],
            "role": ["local": [id]], "job_parameters": ["common": .object(common)],
            "component_parameters": [
                "role": ["local": ["0": ["upload_0": .object(component(file: file))]]]
            ],
        ]
    }

    private static func number(_ value: JSONValue, of name: String) throws(Refusal) -> JSONValue {
        let words: [String: Int64] = ["true": 1, "false": 0]
        let text = value.string?.lowercased()
        let number =
            value.integer.map { Int64($0) } ?? value.bool.map { $0 ? 1 : 0 }
            ?? text.flatMap { words[$0] ?? Int64($0) }
        guard let number else {
            throw .argument("\(name) must be a whole number, not \(value.text())")
        }
        return .integer(number)
    }
}

extension JSONObject {
    /// The members of these names that are there and not `null`.
    fileprivate func picking(_ names: [String]) -> JSONObject {
        JSONObject(
            names.compactMap { name in self[name].map { (name, $0) } }.filter { !$0.1.isNull })
    }

    fileprivate func overlaid(with other: JSONObject) -> JSONObject {
        other.reduce(into: self) { $0[$1.key] = $1.value }
    }
}
