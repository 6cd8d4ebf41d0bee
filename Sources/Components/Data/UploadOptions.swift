public import Domain
public import Storage

/// The parameters of an upload, checked (FATE-Flow 1.11 `UploadParam`).
///
/// The site reads the same options to check a file while it is received.
public struct UploadOptions: Sendable {
    /// The path of the file at the site.
    public let file: String
    /// The name that the table will have.
    public let name: TableName
    /// FATE's number of partitions, 1 to 1023.
    public let partitions: Int
    private let hasHeader: Bool
    private let delimiter: String
    private let addsIDs: Bool
    private let countsIDs: Bool
    private let schema: JSONObject
    private let meta: ParameterReader?

    /// Every parameter with FATE's default.
    public static let defaults: JSONObject = [
        "file": "", "head": 1, "id_delimiter": ",", "partition": 10, "namespace": "", "name": "",
        "storage_engine": "", "storage_address": nil, "destroy": false, "drop": 0,
        "extend_sid": false, "auto_increasing_sid": false, "block_size": 1, "schema": nil,
        "with_meta": false,
        "meta": [
            "delimiter": ",", "input_format": "dense", "tag_with_value": false,
            "tag_value_delimiter": ":", "with_match_id": false, "id_list": nil, "id_range": 0,
            "exclusive_data_type": nil, "data_type": "float64", "with_label": false,
            "label_name": "y", "label_type": "int",
        ],
    ]

    /// Reads and checks effective parameters.
    /// - Throws: `ComponentError` naming the parameter, what it was and what it may be.
    public init(_ parameters: JSONObject) throws(ComponentError) {
        let reader = ParameterReader(parameters)
        file = try reader.requiredText("file")
        guard
            let name = TableName(
                namespace: try reader.requiredText("namespace"),
                name: try reader.requiredText("name"))
        else { throw reader.refusal("name", "must be given") }
        self.name = name
        partitions = try reader.integer("partition", in: 1...1023)
        hasHeader = try reader.bool("head")
        addsIDs = try reader.bool("extend_sid")
        countsIDs = try reader.bool("auto_increasing_sid")
        guard addsIDs || !countsIDs else {
            throw reader.refusal("auto_increasing_sid", "needs extend_sid")
        }
        meta = try reader.bool("with_meta") ? reader.nested("meta") : nil
        delimiter =
            if let meta { try meta.requiredText("delimiter") } else {
                try reader.requiredText("id_delimiter")
            }
        schema = parameters["schema"]?.object ?? [:]
        let engine = try reader.text("storage_engine") ?? "STANDALONE"
        guard ["STANDALONE", "EGGROLL", "LOCALFS"].contains(engine.uppercased()) else {
            throw reader.refusal(
                "storage_engine", "is not supported: an upload is kept at the site (STANDALONE)")
        }
    }

    /// How the lines of the file become rows; `run` is unique to this upload.
    public func format(run: String) -> CSVFormat {
        let isDense = (try? meta?.text("input_format") ?? "dense") == "dense"
        return CSVFormat(
            hasHeader: hasHeader, delimiter: delimiter,
            ids: !addsIDs ? .firstField : countsIDs ? .rowNumber : .added(run: run),
            allowsRaggedRows: !isDense)
    }

    /// The schema found in the file under what `schema` and `meta` say of it.
    /// - Throws: `ComponentError` when `schema.header` has another number of columns.
    public func schema(over found: TableSchema) throws(ComponentError) -> TableSchema {
        var result = found
        if let id = schema["sid"]?.string { result.idName = id }
        if let names = header {
            guard names.count == found.header.count || found.header.isEmpty else {
                throw ComponentError(
                    "schema.header names \(names.count) columns, the file has \(found.header.count)"
                )
            }
            result.header = names
        }
        if let meta, try meta.bool("with_label") {
            result.labelName = try meta.requiredText("label_name")
        }
        return result
    }

    private var header: [String]? {
        switch schema["header"] {
        case .array(let names): names.compactMap(\.string)
        case .string(let text):
            text.isEmpty
                ? []
                : TableSchema(
                    kind: .raw, idName: "", header: [], delimiter: delimiter
                ).fields(of: Array(text.utf8))
        default: nil
        }
    }
}
