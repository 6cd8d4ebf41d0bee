public import Domain

/// What a worker says at its end: its result, and the table of a name of its own that an upload
/// makes.
public struct WorkerEnd: Hashable, Sendable {
    /// A table to be stored under a name of its own.
    public struct NamedTable: Hashable, Sendable {
        /// The name that the user gave it.
        public let name: TableName
        /// The rows.
        public let content: TableContent

        /// Makes a table.
        public init(name: TableName, content: TableContent) {
            self.name = name
            self.content = content
        }
    }

    /// How the work ended and what it left.
    public let result: WorkerResult
    /// The table that `Upload` made.
    public let namedTable: NamedTable?

    /// Makes an end.
    public init(_ result: WorkerResult, namedTable: NamedTable? = nil) {
        self.result = result
        self.namedTable = namedTable
    }
}

extension WorkerEnd {
    /// The document: the body of `/end` and the worker's `result.json`.
    public var json: JSONValue {
        let summary = (try? JSONValue(parsing: result.summary)) ?? [:]
        return [
            "status": .string(result.status.rawValue), "reason": .string(result.reason),
            "tables": .array(result.tables.map(\.json)),
            "model": result.model.map(\.json) ?? .null, "summary": summary,
            "named_table": namedTable.map(\.json) ?? .null,
        ]
    }

    /// Reads the document.
    /// - Throws: `FieldError` naming the member that is missing or cannot be meant.
    public init(_ json: JSONValue) throws(FieldError) {
        let reader = try FieldReader(json)
        let result = WorkerResult(
            status: try reader.value("status", "success, pass or failed", Self.status),
            reason: try reader.text("reason"),
            tables: try reader.items("tables", TaskOutput.init(_:)),
            model: try reader.optionalNested("model").map(ModelOutput.init(_:)),
            summary: JSONValue.object(try reader.object("summary")).text())
        self.init(
            result, namedTable: try reader.optionalNested("named_table").map(NamedTable.init(_:)))
    }

    private static func status(_ text: String) -> TaskStatus? {
        TaskStatus(rawValue: text).flatMap { [.success, .pass, .failed].contains($0) ? $0 : nil }
    }
}

extension TaskOutput {
    fileprivate var json: JSONValue {
        [
            "data_name": .string(name), "name": .string(table.name),
            "namespace": .string(table.namespace), "content": .object(content.fields),
        ]
    }

    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        self.init(
            name: try reader.text("data_name"), table: try TableName(reader),
            content: try TableContent(reader.nested("content")))
    }
}

extension ModelOutput {
    fileprivate var json: JSONValue {
        ["name": .string(name), "module": .string(module), "digest": .string(digest)]
    }

    /// Reads `name`, `module` and `digest` among the members of an object.
    init(_ reader: FieldReader) throws(FieldError) {
        self.init(
            name: try reader.text("name"), module: try reader.text("module"),
            digest: try reader.text("digest"))
    }
}

extension WorkerEnd.NamedTable {
    fileprivate var json: JSONValue {
        [
            "name": .string(name.name), "namespace": .string(name.namespace),
            "content": .object(content.fields),
        ]
    }

    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        self.init(
            name: try TableName(reader), content: try TableContent(reader.nested("content")))
    }
}
