import Domain

extension TableContent {
    /// The members of a table's content in a document.
    var fields: JSONObject {
        [
            "file": .string(file), "digest": .string(digest), "count": .integer(Int64(count)),
            "partitions": .integer(Int64(partitions)), "schema": .object(schema.members),
        ]
    }

    init(_ reader: FieldReader) throws(FieldError) {
        self.init(
            file: try reader.text("file"), digest: try reader.text("digest"),
            count: try reader.integer("count"), partitions: try reader.integer("partitions"),
            schema: try TableSchema(reader.nested("schema")))
    }
}

extension TableSchema {
    fileprivate var members: JSONObject {
        [
            "kind": .string(kind.rawValue), "id_name": .string(idName),
            "header": .array(header.map(JSONValue.string)), "delimiter": .string(delimiter),
            "label_name": labelName.map(JSONValue.string) ?? .null,
            "match_id_name": matchIDName.map(JSONValue.string) ?? .null,
        ]
    }

    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        self.init(
            kind: try reader.value("kind", "a kind of table", Kind.init(rawValue:)),
            idName: try reader.text("id_name"), header: try reader.texts("header"),
            delimiter: try reader.text("delimiter"),
            labelName: try reader.optionalText("label_name"),
            matchIDName: try reader.optionalText("match_id_name"))
    }
}

extension TableName {
    /// Reads `namespace` and `name` among the members of an object.
    init(_ reader: FieldReader) throws(FieldError) {
        let namespace = try reader.text("namespace")
        guard let name = TableName(namespace: namespace, name: try reader.text("name")) else {
            throw reader.refusal("name", "and namespace must not be empty")
        }
        self = name
    }
}
