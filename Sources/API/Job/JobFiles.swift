import Domain

/// DSL and conf of a job as files, where people who know FATE look for them. Nothing reads them
/// again: the log holds both.
struct JobFiles {
    let directory: String

    var dsl: String { "\(directory)/job_dsl.json" }
    var conf: String { "\(directory)/job_runtime_conf.json" }
    var trainConf: String { "\(directory)/train_runtime_conf.json" }
    var pipelineDSL: String { "\(directory)/pipeline_dsl.json" }

    func write(dsl: JSONValue, conf: JSONValue) throws {
        try FileSystem.makeDirectories(directory)
        let documents: KeyValuePairs<String, JSONValue> = [
            self.dsl: dsl, self.conf: conf, trainConf: [:], pipelineDSL: [:],
        ]
        for (path, document) in documents {
            let file = try FileWriter(path: path)
            try file.write(document.utf8(indent: 4))
        }
    }
}
