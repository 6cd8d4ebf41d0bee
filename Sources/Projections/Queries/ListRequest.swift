public import Domain

/// What `job/list/job` asks for (FATE-Flow `apps/job_app.py`, `list_job`).
public struct JobListRequest: Sendable {
    let filter: RowFilter
    let order: RowOrder

    /// Reads the request.
    /// - Throws: `RowFilterError` naming the member that is not usable.
    public init(_ request: JSONObject) throws(RowFilterError) {
        var filter = RowFilter(
            ViewTables.job, [SQLCondition("f_tag IS NOT ?", text: "submit_failed")])
        for name in ["job_id", "description", "party_id"] {
            guard let text = request[name]?.plainText else { continue }
            filter = filter.and(SQLCondition("instr(f_\(name), ?) > 0", text: text))
        }
        if let partner = request["partner"]?.plainText {
            filter = filter.and(
                SQLCondition(
                    "EXISTS (SELECT 1 FROM json_tree(f_roles) WHERE CAST(atom AS TEXT) = ?)",
                    text: partner))
        }
        self.filter = try filter.and(
            request, oneOf: ["role": Role.allCases.map(\.rawValue), "status": JobStatus.names]
        ).from(RowOrigin(request["origin_site"]?.string))
        order = try RowOrder(request, of: ViewTables.job, isDescending: true)
    }
}

/// What `job/list/task` asks for (FATE-Flow `apps/job_app.py`, `list_task`).
public struct TaskListRequest: Sendable {
    let filter: RowFilter
    let order: RowOrder

    /// Reads the request.
    /// - Throws: `RowFilterError` naming the member that is not usable.
    public init(_ request: JSONObject) throws(RowFilterError) {
        let names = ["job_id", "role", "party_id", "component_name"]
        let members = request.filter { names.contains($0.key) }.map { ($0.key, $0.value) }
        filter = try RowFilter(JSONObject(members), of: ViewTables.task)
            .from(RowOrigin(request["origin_site"]?.string))
        order = try RowOrder(request, of: ViewTables.task, isDescending: false)
    }
}

extension RowFilter {
    /// Members that are one word or a list of words of a fixed set.
    fileprivate func and(
        _ request: JSONObject, oneOf sets: KeyValuePairs<String, [String]>
    ) throws(RowFilterError) -> RowFilter {
        var filter = self
        for (name, words) in sets {
            guard let value = request[name], !value.isNull else { continue }
            for item in value.array ?? [value] where !words.contains(item.string ?? "") {
                throw RowFilterError(
                    name: name,
                    problem: "cannot be \(item.text()); it is \(words.joined(separator: ", "))")
            }
            let column = ViewTable.Column(name: "f_\(name)", kind: .text)
            filter = filter.and(try ColumnFilter(column: column).condition(value))
        }
        return filter
    }
}

extension RowOrder {
    /// Reads `limit`, `page`, `order_by` and `order`.
    init(
        _ request: JSONObject, of table: ViewTable, isDescending: Bool
    ) throws(RowFilterError) {
        let limit = try request.count("limit", from: 0) ?? 0
        let page = try request.count("page", from: 1) ?? 1
        let column = "f_" + (request["order_by"]?.string ?? "create_time")
        guard table.columns.contains(where: { $0.name == column }) else {
            throw RowFilterError(name: "order_by", problem: "must be the name of a column")
        }
        let direction = request["order"]?.string ?? (isDescending ? "desc" : "asc")
        guard ["asc", "desc"].contains(direction) else {
            throw RowFilterError(name: "order", problem: "must be asc or desc")
        }
        self.init(
            [column], descending: direction == "desc", limit: limit == 0 ? nil : limit,
            offset: limit.multipliedReportingOverflow(by: page - 1).partialValue)
    }
}

extension JSONObject {
    /// A whole number, written as a number or as text.
    fileprivate func count(_ name: String, from least: Int) throws(RowFilterError) -> Int? {
        guard let value = self[name], !value.isNull else { return nil }
        guard let number = value.integer ?? value.string.flatMap({ Int($0) }), number >= least
        else {
            throw RowFilterError(name: name, problem: "must be a whole number from \(least)")
        }
        return number
    }
}

extension JSONValue {
    /// A text or a number as text; `nil` for anything else.
    fileprivate var plainText: String? { string ?? integer.map { String($0) } }
}

extension JobStatus {
    fileprivate static var names: [String] { allCases.map(\.rawValue) }
}
