import Domain
import Storage

/// Turns raw rows into numeric instances (FATE 1.11 `util/data_transform.py`).
///
/// Where a model is given, its parameters count: columns come in the order of the training table
/// and gaps are filled with what was learnt there; the label may be missing.
enum DataTransform: Component {
    static let descriptors = ["DataTransform", "DataIO"].map { module in
        ModuleDescriptor(
            module: module, provider: "fate", version: "1.11.4", roles: [.guest, .host],
            parameters: DataTransformOptions.defaults)
    }

    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        _ = try DataTransformOptions(parameters)
    }

    static func check(
        _ table: TableSchema, with parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        try checkIsRaw(table, "DataTransform")
        let options = try DataTransformOptions(parameters)
        guard options.format == .dense else { return }
        _ = try ColumnPlan(header: table.header, options: options, trained: nil)
    }

    private static func checkIsRaw(
        _ table: TableSchema, _ module: String
    ) throws(ComponentError) {
        guard table.kind == .raw else {
            throw ComponentError("The rows are transformed already; \(module) reads raw rows")
        }
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        let trained = context.models["model"]?.first ?? context.models["isometric_model"]?.first
        let parameters = trained?.meta ?? context.parameters
        let options = try DataTransformOptions(parameters)
        let input = try context.tables.open(context.onlyInput().content)
        try checkIsRaw(input.content.schema, context.module)
        let (instances, learnt) = try transform(input, options, trained?.parameters)
        let content = try context.tables.write(
            instances, partitions: input.content.partitions)
        let model = ModelArtifact(module: context.module, meta: parameters, parameters: learnt)
        return TaskResult(
            tables: [content], model: model,
            summary: [
                "count": .integer(Int64(instances.count)),
                "features": .integer(Int64(instances.features.columns)),
            ])
    }

    private static func transform(
        _ input: TableReader, _ options: DataTransformOptions, _ trained: JSONObject?
    ) throws -> (Instances, learnt: JSONObject) {
        let header = trained?["header"]?.array?.compactMap(\.string)
        switch options.format {
        case .dense:
            let (instances, fill) = try dense(input, options, trained, header)
            var learnt = describe(instances)
            fill.add(to: &learnt, header: instances.schema.header)
            return (instances, learnt)
        case .tags(let delimiter, let valueDelimiter):
            var rows = TagReader(
                delimiter: delimiter, valueDelimiter: valueDelimiter, type: options.type,
                idName: input.content.schema.idName)
            try input.forEach { key, value in
                let fields = input.content.schema.fields(of: value, delimiter: delimiter)
                try rows.add(id: String(decoding: key, as: UTF8.self), fields: fields)
            }
            let instances = rows.instances(trained: header)
            return (instances, describe(instances))
        }
    }

    private static func dense(
        _ input: TableReader, _ options: DataTransformOptions, _ trained: JSONObject?,
        _ header: [String]?
    ) throws -> (Instances, FillValues) {
        let schema = input.content.schema
        let plan = try ColumnPlan(header: schema.header, options: options, trained: header)
        var rows = DenseReader(plan: plan, options: options)
        try input.forEach { key, value in
            try rows.add(id: String(decoding: key, as: UTF8.self), fields: schema.fields(of: value))
        }
        let fill =
            try trained.map { try FillValues(model: $0, header: plan.features) }
            ?? rows.fillValues()
        return (rows.instances(filledWith: fill, idName: schema.idName), fill)
    }

    /// FATE's `DataTransformParam`: the features, and the names of the other columns.
    private static func describe(_ instances: Instances) -> JSONObject {
        let schema = instances.schema
        return [
            "header": .array(schema.header.map { .string($0) }),
            "sid_name": .string(schema.idName),
            "label_name": .string(schema.labelName ?? ""),
            "match_id_name": .string(schema.matchIDName ?? ""),
        ]
    }
}
