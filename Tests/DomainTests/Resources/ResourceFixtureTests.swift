import Domain
import Testing

@Suite struct ResourceFixtureTests {
    @Test func sizesOfTasks() throws {
        let cases = try Fixtures.json("_vectors/resource.json").member("vectors").items()
        #expect(cases.count == 42)
        for example in cases {
            let engine = try #require(EngineKind(rawValue: example.member("engine").word()))
            let role = try #require(Role(rawValue: example.member("role").word()))
            let parameters = try JobParameters(example.member("job_parameters").members())
            let baseline = TaskSize(
                requestedCores: parameters.taskCores, on: engine,
                engineNodes: try example.member("initiator_nodes").count(),
                run: parameters.engineRun(engine))
            let size = TaskSize(
                requestedCores: baseline.requestedCores, role: role, parameters: parameters,
                on: engine, engineNodes: try example.member("party_nodes").count())
            let jobCores = size.jobCores(for: role, parallelism: parameters.taskParallelism)
            let expected = try example.members()
            #expect(baseline.computingPartitions == expected["computing_partitions"]?.integer)
            #expect(size.adaptationParameters == expected["adaptation_parameters"]?.object)
            #expect(size.engineRun.sorted == expected["engine_run"]?.object?.sorted)
            #expect(size.taskCores(for: role) == expected["task_cores"]?.integer)
            #expect(jobCores == expected["job_cores"]?.integer, "\(example.text())")
        }
    }

    @Test func modelIDs() throws {
        for example in try Fixtures.json("_vectors/model_id.json").member("vectors").items() {
            let roles = try example.member("roles").members().map { name, ids in
                let role = try #require(Role(rawValue: name))
                return RoleParties(role, try ids.items().map { PartyID(try $0.count()) })
            }
            let modelID = ModelID.of(roles)
            #expect(modelID == (try example.member("model_id").word()))
            for (name, expected) in try example.member("party_model_ids").members() {
                let party = try #require(Party(name))
                #expect(ModelID.of(modelID, for: party) == expected.string)
            }
        }
    }
}

@Suite struct TaskSizeTests {
    @Test(arguments: [(8, 1, 8), (10, 0.25, 2), (4, 0.2, 0)] as [(Int, Double, Int)])
    func oneJobMayTakeAShareOfAnEngine(cores: Int, share: Double, most: Int) {
        #expect(TaskSize.jobCoresMax(engineCores: cores, share: share) == most)
    }
}
