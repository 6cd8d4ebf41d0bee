public import Domain

/// Submissions as a user would write them.
public enum JobDocuments {
    /// A DSL of Noop components: each name with the names that it reads.
    public static func dsl(_ components: KeyValuePairs<String, [String]>) -> JSONValue {
        let members = components.map { name, upstream -> (String, JSONValue) in
            let input: JSONValue = [
                "data": ["data": .array(upstream.map { .string("\($0).data") })]
            ]
            var component: JSONObject = ["module": "Noop", "output": ["data": ["data"]]]
            if !upstream.isEmpty { component["input"] = input }
            return (name, .object(component))
        }
        return ["components": .object(JSONObject(members))]
    }

    /// A conf for guest 9999 and host 10000.
    public static func conf(cores: Int = 4, parallelism: Int = 1) -> JSONValue {
        [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000]],
            "job_parameters": [
                "common": [
                    "task_cores": .integer(Int64(cores)),
                    "task_parallelism": .integer(Int64(parallelism)),
                ]
            ], "component_parameters": ["common": [:]],
        ]
    }
}
