import Domain
import Testing

@Suite struct JobParametersTests {
    @Test func whatIsNotSaidIsFATEsDefault() throws {
        let parameters = try JobParameters(["task_cores": nil])
        #expect(parameters.mode == .train)
        #expect(parameters.taskCores == 4)
        #expect(parameters.taskParallelism == 1)
        #expect(parameters.computingPartitions == nil)
        #expect(parameters.autoRetries == 0)
        #expect(parameters.autoRetryDelaySeconds == 1)
        #expect(parameters.timeoutSeconds == 259_200)
    }

    @Test func aSiteMayHaveOtherDefaults() throws {
        var defaults = JobDefaults.standard
        defaults.taskCores = 2
        #expect(try JobParameters([:], defaults: defaults).taskCores == 2)
        #expect(try JobParameters(["task_cores": 3], defaults: defaults).taskCores == 3)
    }

    @Test func readsWhatIsSaid() throws {
        let parameters = try JobParameters([
            "job_type": "predict", "task_cores": 8, "task_memory": "512m", "task_parallelism": 3,
            "computing_partitions": 16, "auto_retries": 2, "auto_retry_delay": 0, "timeout": 60,
            "model_id": "m", "model_version": "v", "user": "ann", "invented": 1,
            "eggroll_run": ["eggroll.session.processors.per.node": 2],
        ])
        #expect(parameters.mode == .predict)
        #expect(parameters.computingPartitions == 16)
        #expect(parameters.taskMemory == 512 << 20)
        #expect(parameters.autoRetryDelaySeconds == 0)
        #expect(parameters.modelID == "m" && parameters.modelVersion == "v")
        #expect(parameters.members["user"] == "ann")
        #expect(parameters.known["user"] == nil && parameters.known["invented"] == nil)
        #expect(parameters.engineRun(.standalone) == ["eggroll.session.processors.per.node": 2])
        #expect(parameters.engineRun(.spark).isEmpty)
    }

    @Test(
        arguments: [
            ["task_cores": 0], ["task_cores": "4"], ["task_cores": 4.5], ["task_cores": 1_000_001],
            ["task_parallelism": -1], ["computing_partitions": 0], ["auto_retries": -1],
            ["task_memory": -1], ["task_memory": "2 g"], ["task_memory": "9999999t"],
            ["task_timeout": 0], ["task_timeout": "60"], ["task_conf": "a"],
            ["task_conf": ["a": 1]],
            ["task_conf": ["a": ["task_timeout": 0]]],
            ["spark_run": ["executor-memory": "much"]], ["timeout": 0], ["job_type": 1],
            ["eggroll_run": []],
            ["spark_run": ["num-executors": 9_223_372_036_854_775_807]],
        ] as [JSONObject])
    func refusesWhatIsOutOfRange(members: JSONObject) throws {
        let error = try #require(throws: ConfError.self) { try JobParameters(members) }
        #expect(error.code == .badValue)
    }
}
