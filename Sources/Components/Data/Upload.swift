import Domain
import Storage

/// Turns a CSV file at the site into a named table (FATE-Flow 1.11 `components/upload.py`).
///
/// The file is read once, piece by piece; it may be of any size. The site decides beforehand
/// whether a table of that name may be replaced: content never changes, so the old rows stay
/// until the new ones are named.
enum Upload: Component {
    static let descriptors = [
        ModuleDescriptor(
            module: "Upload", provider: "fate_flow", version: "1.11.2", roles: [.local],
            parameters: UploadOptions.defaults)
    ]

    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        _ = try UploadOptions(parameters)
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        let options = try UploadOptions(context.parameters)
        let content = try await load(options, context)
        let name = options.name
        try await context.tracker.log(
            MetricPoints(
                namespace: "upload", name: "data_access",
                points: [.init(key: "count", value: .integer(Int64(content.count)))]))
        try await context.tracker.describe(
            MetricMeta(namespace: "upload", name: "data_access", type: "UPLOAD"))
        let summary: JSONObject = [
            "namespace": .string(name.namespace), "table_name": .string(name.name),
            "partition": .integer(Int64(content.partitions)),
            "upload_count": .integer(Int64(content.count)),
        ]
        return TaskResult(summary: summary, namedTable: (name, content))
    }

    private static func load(
        _ options: UploadOptions, _ context: TaskContext
    ) async throws -> TableContent {
        var file = try FileReader(path: options.file)
        var scanner = CSVScanner(format: options.format(run: runID()))
        let writer = try context.tables.writer(
            schema: scanner.schema, partitions: options.partitions)
        var progress = UploadProgress(total: file.byteCount)
        while let bytes = try file.next() {
            for row in try scanner.feed(bytes) { try writer.put(row.key, row.value) }
            if let percent = progress.advance(by: bytes.count) {
                try await context.tracker.progress(percent)
            }
        }
        for row in try scanner.finish() { try writer.put(row.key, row.value) }
        writer.schema = try options.schema(over: scanner.schema)
        return try writer.finish()
    }

    /// What FATE takes a UUID for: ids added by one run never meet those of another.
    private static func runID() -> String {
        var random = SystemRandomNumberGenerator()
        let halves = (0..<2).map { _ in String(random.next() as UInt64, radix: 16) }
        return halves.map { String(repeating: "0", count: 16 - $0.utf8.count) + $0 }.joined()
    }
}
