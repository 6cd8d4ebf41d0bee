import Domain
import Storage

/// Reads the rows of a dense table: numbers, labels, match ids, and the cells to be filled.
struct DenseReader {
    private let plan: ColumnPlan
    private let options: DataTransformOptions
    private let types: [NumberType]
    private var ids: [String] = []
    private var values: [Double] = []
    private var labels: [Double] = []
    private var matchIDs: [String] = []
    private var missing: [Int] = []
    private var outliers: [Int] = []
    private var statistics: [ColumnStatistics]

    init(plan: ColumnPlan, options: DataTransformOptions) {
        self.plan = plan
        self.options = options
        types = plan.features.map { options.exclusiveTypes[$0] ?? options.type }
        statistics = plan.features.map { _ in ColumnStatistics() }
    }

    mutating func add(id: String, fields: [String]) throws(ComponentError) {
        guard fields.count == plan.width else {
            throw ComponentError("Row \(id) has \(fields.count) columns instead of \(plan.width)")
        }
        ids.append(id)
        if let place = plan.matchID { matchIDs.append(fields[place].trimmed) }
        if let place = plan.label { labels.append(try label(fields[place].trimmed, row: id)) }
        for (feature, place) in plan.featurePlaces.enumerated() {
            try addCell(fields[place].trimmed, feature: feature, row: id)
        }
    }

    /// The values that fill missing cells and outliers: learnt here unless a model has them.
    func fillValues() throws(ComponentError) -> FillValues {
        FillValues(
            missing: try options.missing?.values(learntFrom: statistics),
            outlier: try options.outlier?.values(learntFrom: statistics))
    }

    /// The instances, with every gap filled.
    func instances(filledWith fill: FillValues, idName: String) -> Instances {
        var values = values
        let columns = plan.features.count
        for place in missing { values[place] = fill.missing?[place % columns] ?? .nan }
        for place in outliers { values[place] = fill.outlier?[place % columns] ?? .nan }
        let schema = TableSchema(
            kind: .instances, idName: idName, header: plan.features, labelName: plan.labelName,
            matchIDName: plan.matchIDName)
        return Instances(
            schema: schema, ids: ids,
            features: Matrix(rows: ids.count, columns: columns, values: values),
            labels: plan.label == nil ? nil : labels,
            matchIDs: plan.matchID == nil ? nil : matchIDs)
    }

    private mutating func addCell(
        _ cell: String, feature: Int, row: String
    ) throws(ComponentError) {
        if options.missing?.matches(cell) == true {
            missing.append(values.count)
            values.append(.nan)
        } else if options.outlier?.matches(cell) == true {
            outliers.append(values.count)
            values.append(.nan)
        } else {
            guard let value = types[feature].number(cell) else {
                throw fault(cell, column: plan.features[feature], row: row, types[feature])
            }
            statistics[feature].add(value)
            values.append(value)
        }
    }

    private func label(_ cell: String, row: String) throws(ComponentError) -> Double {
        let type = options.label?.type ?? .double
        guard let value = type.number(cell) else {
            throw fault(cell, column: plan.labelName ?? "", row: row, type)
        }
        return value
    }

    private func fault(
        _ cell: String, column: String, row: String, _ type: NumberType
    ) -> ComponentError {
        if FillRule.usualMarks.contains(cell.lowercased()) {
            return ComponentError(
                "Row \(row), column \(column): the cell is missing (\"\(cell)\"); "
                    + "set missing_fill, or fill it in the file")
        }
        return ComponentError(
            "Row \(row), column \(column): \"\(cell.prefix(40))\" is not a "
                + (type == .integer ? "whole number" : "number"))
    }
}

extension String {
    /// The text without ASCII white space around it.
    var trimmed: String {
        guard let first = utf8.first, let last = utf8.last, first <= 0x20 || last <= 0x20 else {
            return self
        }
        let inner = utf8.drop { $0 <= 0x20 }
        let end = inner.lastIndex { $0 > 0x20 }.map { inner.index(after: $0) } ?? inner.startIndex
        return String(decoding: inner[inner.startIndex..<end], as: UTF8.self)
    }
}
