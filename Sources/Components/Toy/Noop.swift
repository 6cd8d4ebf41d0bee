import Domain
import Storage

/// Does nothing for a while: for trying out the scheduler, its tests and its benchmarks.
///
/// It takes any inputs and makes one table without rows for each declared output. `fail_at` names
/// the parties that fail, such as `["host:10000"]`; `fail` is what they say.
enum Noop: Component {
    static let descriptors = [
        ModuleDescriptor(
            module: "Noop", provider: "clotho", version: "1.0.0", roles: Set(Role.allCases),
            parameters: ["milliseconds": 0, "fail_at": [], "fail": ""])
    ]

    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        _ = try NoopOptions(parameters)
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        let options = try NoopOptions(context.parameters)
        if options.milliseconds > 0 {
            try await Task.sleep(for: .milliseconds(options.milliseconds))
        }
        guard !options.failing.contains(context.party) else {
            throw ComponentError(options.message ?? "\(context.party) was told to fail")
        }
        let schema = TableSchema(kind: .keys, idName: "id", header: [])
        let tables = try context.outputNames.map { _ in
            try context.tables.write(schema: schema, partitions: 1, rows: [])
        }
        return TaskResult(tables: tables)
    }
}

/// The parameters of `Noop`, checked.
private struct NoopOptions {
    let milliseconds: Int
    let failing: [Party]
    let message: String?

    init(_ parameters: JSONObject) throws(ComponentError) {
        let reader = ParameterReader(parameters)
        milliseconds = try reader.integer("milliseconds", in: 0...86_400_000)
        message = try reader.text("fail")
        var failing: [Party] = []
        for item in reader.list("fail_at") {
            guard let party = item.string.flatMap({ Party($0) }) else {
                throw reader.refusal("fail_at", "must list parties such as \"host:10000\"")
            }
            failing.append(party)
        }
        self.failing = failing
    }
}
