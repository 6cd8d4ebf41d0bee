public import Domain

/// What was thrown away of an ended job at one party.
public struct CleaningReport: Hashable, Sendable {
    /// The components whose metrics are gone; none when they were before.
    public let components: [String]
    /// How many output tables are gone now.
    public let tableCount: Int
    /// The output tables that stay because jobs that have not ended read them.
    public let kept: [String]

    /// Makes a report.
    public init(components: [String], tableCount: Int, kept: [String]) {
        self.components = components
        self.tableCount = tableCount
        self.kept = kept
    }

    /// The form in which a site tells it.
    public var json: JSONObject {
        [
            "components": .array(components.map { .string($0) }),
            "tables": .integer(Int64(tableCount)),
            "kept": .array(kept.map { .string($0) }),
        ]
    }

    /// Reads what a party's site answered.
    /// - Throws: `FieldError` for an answer of another shape.
    public init(_ json: JSONValue) throws(FieldError) {
        let fields = try FieldReader(json)
        self.init(
            components: try fields.texts("components"), tableCount: try fields.integer("tables"),
            kept: try fields.texts("kept"))
    }
}
