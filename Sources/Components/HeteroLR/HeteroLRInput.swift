import Domain
import Storage

/// The tables and the model that a party with features was given.
struct HeteroLRInput {
    /// Rows to train on.
    let train: Instances?
    /// Rows to evaluate the model in training on.
    let validation: Instances?
    /// Rows to predict.
    let test: Instances?
    /// The model to start from or to predict with.
    let model: HeteroLRModel?

    private let context: TaskContext

    init(_ context: TaskContext) throws {
        func rows(_ keys: String...) throws -> Instances? {
            guard let table = keys.lazy.compactMap({ context.inputs[$0]?.first }).first else {
                return nil
            }
            let instances = try context.tables.instances(table.content)
            guard instances.count > 0, !instances.schema.header.isEmpty else {
                throw ComponentError("The table \(table.name) has no rows or no features")
            }
            return instances
        }
        train = try rows("train_data", "data")
        validation = try rows("validate_data", "eval_data")
        test = try rows("test_data")
        model = try context.models["model"]?.first.map(HeteroLRModel.init)
        self.context = context
    }

    /// The partitions that an input table has, for the table made of it.
    func partitions(of key: String) -> Int {
        (context.inputs[key] ?? context.inputs["data"])?.first?.content.partitions ?? 1
    }
}

/// Rows of the guest with labels of -1 and 1 for the mathematics.
struct LabelledRows {
    let instances: Instances
    /// As in the table.
    let labels: [Double]
    /// 1 where the label is 1, else -1.
    let signs: [Double]

    init(_ instances: Instances) throws(ComponentError) {
        guard let labels = instances.labels else {
            throw ComponentError("The guest's rows have no labels")
        }
        let classes = Set(labels)
        guard classes.count <= 2, classes.isSubset(of: [0, 1]) || classes.isSubset(of: [-1, 1])
        else {
            throw ComponentError(
                "HeteroLR separates labels 0 and 1 (or -1 and 1); the rows have \(classes.count) "
                    + "labels")
        }
        self.instances = instances
        self.labels = labels
        signs = labels.map { $0 == 1 ? 1 : -1 }
    }

    /// Which rows are positive.
    var isPositive: [Bool] { labels.map { $0 == 1 } }
}
