import Domain

/// The versions that clients check before they go on.
enum Versions {
    static func one(_ call: Call) async throws -> Reply {
        let versions = call.site.versions
        let module = call.arguments.text("module") ?? "FATE"
        guard let version = versions[module] else {
            throw Refusal(status: 404, "there is no version of \(module)")
        }
        var data: JSONObject = [module: .string(version)]
        data["API"] = versions["API"].map { .string($0) }
        return .success(.object(data))
    }

    static func all(_ call: Call) async throws -> Reply {
        let versions = call.site.versions
        if let module = call.arguments.text("module") {
            return .success([module: versions[module].map { .string($0) } ?? .null])
        }
        let sorted = versions.sorted { $0.key < $1.key }
        return .success(.object(JSONObject(sorted.map { ($0.key, .string($0.value)) })))
    }
}
