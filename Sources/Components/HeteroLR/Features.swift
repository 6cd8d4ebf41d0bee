import Domain
import Storage

/// The features of some rows, column by column.
struct Features: Sendable {
    let names: [String]
    let ids: [String]
    let columns: [[Double]]

    /// The number of rows.
    var rows: Int { ids.count }

    /// All columns of a table.
    init(_ instances: Instances) {
        names = instances.schema.header
        ids = instances.ids
        let matrix = instances.features
        columns = (0..<matrix.columns).map { column in
            (0..<matrix.rows).map { matrix[$0, column] }
        }
    }

    /// The columns that a model was trained with, in its order.
    /// - Throws: `ComponentError` naming a column that is missing.
    func chosen(_ wanted: [String]) throws(ComponentError) -> Features {
        var places: [Int] = []
        for name in wanted {
            guard let place = names.firstIndex(of: name) else {
                throw ComponentError("The table has no column \(name), which the model needs")
            }
            places.append(place)
        }
        return Features(names: wanted, ids: ids, columns: places.map { columns[$0] })
    }

    /// The columns of the model to go on with, or all of them.
    func matching(_ model: HeteroLRModel?) throws(ComponentError) -> Features {
        guard let model else { return self }
        return try chosen(model.header)
    }

    private init(names: [String], ids: [String], columns: [[Double]]) {
        self.names = names
        self.ids = ids
        self.columns = columns
    }
}
