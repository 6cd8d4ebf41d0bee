public import Domain

extension WorkerConfig {
    /// The document.
    public var json: JSONValue {
        var members: JSONObject = [
            "job_id": .string(task.job.text), "component_name": .string(task.component.text),
            "task_version": .integer(Int64(task.version)), "module": .string(module),
            "provider": .string(provider), "role": .string(party.role.rawValue),
            "party_id": .integer(Int64(party.id.number)),
        ]
        members["parties"] = .array(parties.map { .string($0.description) })
        members["parameters"] = .object(parameters)
        members["need_run"] = .bool(needRun)
        members["tables"] = .array(tables.map(\.json))
        members["models"] = .array(models.map(\.json))
        members["data_outputs"] = .array(dataOutputs.map(JSONValue.string))
        members["model_output"] = modelOutput.map(JSONValue.string) ?? .null
        members["worker_id"] = .string(worker)
        members["token"] = .string(token)
        members["paths"] = paths.json
        members["retry_seconds"] = .integer(Int64(retrySeconds))
        members["beat_milliseconds"] = .integer(Int64(beatMilliseconds))
        return .object(members)
    }

    /// Reads the document.
    /// - Throws: `FieldError` naming the member that is missing or cannot be meant.
    public init(_ json: JSONValue) throws(FieldError) {
        let reader = try FieldReader(json)
        self.init(
            task: TaskID(
                job: try reader.value("job_id", "a job id", JobID.init(_:)),
                component: try reader.value(
                    "component_name", "a component's name", ComponentName.init(_:)),
                version: try reader.integer("task_version")),
            module: try reader.text("module"), provider: try reader.text("provider"),
            party: Party(
                try reader.value("role", "a role", Role.init(rawValue:)),
                PartyID(try reader.integer("party_id"))),
            parties: try Self.parties(reader), parameters: try reader.object("parameters"),
            needRun: try reader.bool("need_run"),
            tables: try reader.items("tables", TableInput.init(_:)),
            models: try reader.items("models", ModelInput.init(_:)),
            dataOutputs: try reader.texts("data_outputs"),
            modelOutput: try reader.optionalText("model_output"),
            worker: try reader.text("worker_id"), token: try reader.text("token"),
            paths: try WorkerPaths(reader.nested("paths")),
            retrySeconds: try reader.integer("retry_seconds"),
            beatMilliseconds: try reader.integer("beat_milliseconds"))
    }

    private static func parties(_ reader: FieldReader) throws(FieldError) -> [Party] {
        let parties = try reader.texts("parties").map { Party($0) }
        guard !parties.contains(nil) else {
            throw reader.refusal("parties", "must be a list of parties such as guest:9999")
        }
        return parties.compactMap(\.self)
    }
}

extension WorkerConfig.TableInput {
    fileprivate var json: JSONValue {
        [
            "key": .string(key), "source": .string(source), "name": .string(name.name),
            "namespace": .string(name.namespace), "content": .object(content.fields),
        ]
    }

    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        self.init(
            key: try reader.text("key"), source: try reader.text("source"),
            name: try TableName(reader), content: try TableContent(reader.nested("content")))
    }
}

extension WorkerConfig.ModelInput {
    fileprivate var json: JSONValue {
        [
            "key": .string(key), "name": .string(model.name), "module": .string(model.module),
            "digest": .string(model.digest),
        ]
    }

    fileprivate init(_ reader: FieldReader) throws(FieldError) {
        self.init(key: try reader.text("key"), model: try ModelOutput(reader))
    }
}
