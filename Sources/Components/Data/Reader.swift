import Domain
import Storage

/// Hands a table of the site to the components behind it (FATE-Flow 1.11 `components/reader.py`).
///
/// The scheduler finds the table and passes it as the input `table`; its content is given on as
/// it is, without a copy.
enum Reader: Component {
    static let descriptors = [
        ModuleDescriptor(
            module: "Reader", provider: "fate_flow", version: "1.11.2", roles: [.guest, .host],
            parameters: ["table": ["name": "", "namespace": ""]])
    ]

    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        let table = ParameterReader(parameters).nested("table")
        _ = try table.requiredText("name")
        _ = try table.requiredText("namespace")
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        guard let table = context.inputs["table"]?.first else {
            throw ComponentError("The table that the parameter `table` names is not at this site")
        }
        let reader = try context.tables.open(table.content)
        try await context.tracker.describe(
            MetricMeta(
                namespace: "reader_namespace", name: "reader_name", type: "data_info",
                attributes: try TableInfo(reader).attributes(of: table)))
        return TaskResult(tables: [table.content])
    }
}
