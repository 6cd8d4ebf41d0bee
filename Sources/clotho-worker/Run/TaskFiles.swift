import Components
import Domain
import Storage
import Wire

/// The tables and models that a task reads and leaves.
struct TaskFiles {
    private let config: WorkerConfig
    private let tables: TableStore
    private let blobs: BlobStore

    init(_ config: WorkerConfig) throws {
        self.config = config
        tables = try TableStore(directory: config.paths.tables)
        blobs = try BlobStore(directory: config.paths.blobs)
    }

    /// All that the component gets to see.
    func context(_ channel: any PartyChannel, _ tracker: any TaskTracker) throws -> TaskContext {
        let inputs = Dictionary(grouping: config.tables, by: \.key).mapValues { inputs in
            inputs.map { InputTable(name: $0.name, source: $0.source, content: $0.content) }
        }
        let models = try Dictionary(grouping: config.models, by: \.key).mapValues { inputs in
            try inputs.map { try artifact($0.model) }
        }
        return TaskContext(
            task: config.task, module: config.module, party: config.party,
            parties: config.parties, parameters: config.parameters, inputs: inputs,
            models: models, outputNames: config.dataOutputs, channel: channel, tracker: tracker,
            tables: tables)
    }

    /// What the worker says of a result, once its model is stored.
    ///
    /// Tables and declared names are matched by position; a role without a part in an output
    /// leaves fewer tables than the DSL declares for all.
    func end(_ result: TaskResult) throws -> WorkerEnd {
        let outputs = try zip(config.dataOutputs, result.tables).map { name, content in
            TaskOutput(name: name, table: try newName(), content: content)
        }
        let named = result.namedTable.map {
            WorkerEnd.NamedTable(name: $0.name, content: $0.content)
        }
        return WorkerEnd(
            WorkerResult(
                status: .success, tables: outputs, model: try model(result.model),
                summary: JSONValue.object(result.summary).text()),
            namedTable: named)
    }

    private func artifact(_ model: ModelOutput) throws -> ModelArtifact {
        try ModelArtifact(document: JSONValue(parsing: blobs.get(model.digest)))
    }

    /// Stores the model under the name that the DSL declares; one that it does not is dropped.
    private func model(_ artifact: ModelArtifact?) throws -> ModelOutput? {
        guard let artifact, let name = config.modelOutput else { return nil }
        let digest = try blobs.put(artifact.document.utf8(sortedKeys: true))
        return ModelOutput(name: name, module: artifact.module, digest: digest)
    }

    /// FATE's address of an output table: the task's namespace and 32 hex digits.
    private func newName() throws -> TableName {
        let namespace = config.task.outputNamespace
        guard let name = TableName(namespace: namespace, name: RandomName.make()) else {
            preconditionFailure("Neither part is empty")
        }
        return name
    }
}
