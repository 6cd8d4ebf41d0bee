import Domain
import Scheduler

/// DSL and conf of a job as files, where people who know FATE look for them. Nothing reads them
/// again: the log holds both.
struct JobFiles {
    let directory: String

    var dsl: String { "\(directory)/job_dsl.json" }
    var conf: String { "\(directory)/job_runtime_conf.json" }
    var trainConf: String { "\(directory)/train_runtime_conf.json" }
    var pipelineDSL: String { "\(directory)/pipeline_dsl.json" }

    func write(_ job: SubmittedJob) throws {
        try FileSystem.makeDirectories(directory)
        let documents: KeyValuePairs<String, JSONValue> = [
            dsl: job.dsl, conf: job.conf, trainConf: job.trainedConf ?? [:], pipelineDSL: [:],
        ]
        for (path, document) in documents { try Self.write(document, to: path) }
    }

    /// The conf of the next run of the job.
    func write(conf document: JSONValue) throws {
        try FileSystem.makeDirectories(directory)
        try Self.write(document, to: conf)
    }

    private static func write(_ document: JSONValue, to path: String) throws {
        let file = try FileWriter(path: path)
        try file.write(document.utf8(indent: 4))
    }
}
