import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// Jobs that use what earlier jobs have trained, on a site in memory.
@Suite struct PredictJobTests {
    private let dsl: JSONValue = [
        "components": [
            "a_0": ["module": "Noop", "output": ["data": ["data"], "model": ["m"]]],
            "b_0": [
                "module": "Noop", "input": ["data": ["train_data": ["a_0.data"]]],
                "output": ["data": ["data"], "model": ["m"]],
            ],
            "c_0": ["module": "Noop", "input": ["data": ["data": ["b_0.data"]]]],
        ]
    ]

    private func conf(_ common: JSONObject, hosts: [JSONValue] = [10000]) -> JSONValue {
        [
            "dsl_version": 2, "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": .array(hosts)],
            "job_parameters": ["common": .object(common)],
        ]
    }

    /// A site that has trained a model.
    private func trained(
        _ body: @escaping @Sendable (SimulatedSite, SubmittedJob) async throws -> Void
    ) async throws {
        let site = try await SimulatedSite()
        try await site.running { [dsl, conf] in
            var training = conf(["task_cores": 2], [10000]).object ?? [:]
            training["component_parameters"] = ["common": ["b_0": ["milliseconds": 7]]]
            let job = try await site.jobs.submit(
                dsl: dsl, conf: .object(training), site.context)
            #expect(try await site.end(of: job.job).status == .success)
            try await body(site, job)
            #expect(try await site.liveRows() == site.rebuiltRows())
        }
    }

    private func predict(
        _ modelID: String, _ version: String, hosts: [JSONValue] = [10000]
    ) -> JSONValue {
        conf(
            [
                "job_type": "predict", "model_id": .string(modelID),
                "model_version": .string(version),
            ], hosts: hosts)
    }

    @Test func aPredictJobRunsTheDeployedComponentsWithTheirModels() async throws {
        try await trained { site, job in
            let deployed = try await site.jobs.models.deploy(
                job.modelID, job.modelVersion, at: Samples.guest, .components(["a_0", "b_0"]),
                over: site.parties, site.context)
            #expect(deployed.parties == [Samples.guest, Samples.host])
            let used = try await site.jobs.submit(
                dsl: [:], conf: predict(job.modelID, deployed.version), site.context)
            #expect(used.modelVersion == deployed.version)
            #expect(try await site.end(of: used.job).status == .success)
            let orders = await site.launcher.orders.filter { $0.task.job == used.job }
            #expect(Set(orders.map(\.task.component.text)) == ["a_0", "b_0"])
            for order in orders {
                #expect(
                    order.models.map(\.model.digest) == [
                        ScriptedLauncher.digest(of: order.task.component, at: order.party)
                    ])
                #expect(order.models.map(\.key) == ["model"])
                let expected = order.task.component.text == "b_0" ? 7 : 0
                #expect(order.plan.parameters == #"{"milliseconds":\#(expected)}"#)
            }
        }
    }

    @Test func whatAPredictJobCannotUseIsSaid() async throws {
        try await trained { site, job in
            let deployed = try await site.jobs.models.deploy(
                job.modelID, job.modelVersion, at: Samples.guest, .all, over: site.parties,
                site.context)
            for (conf, code) in [
                (predict(job.modelID, job.modelVersion), "model_not_deployed"),
                (predict(job.modelID, "1"), "unknown_model"),
                (self.conf(["job_type": "predict"]), "missing_model"),
                (predict(job.modelID, deployed.version, hosts: [7]), "predict_party_not_trained"),
            ] {
                let head = site.log.head
                let error = await #expect(throws: SubmissionError.self) {
                    try await site.jobs.submit(dsl: [:], conf: conf, site.context)
                }
                #expect(error?.code == code)
                #expect(site.log.head == head)
            }
        }
    }

    @Test func aTrainJobChangesNoDeployedVersion() async throws {
        try await trained { site, job in
            let deployed = try await site.jobs.models.deploy(
                job.modelID, job.modelVersion, at: Samples.guest, .all, over: site.parties,
                site.context)
            let conf = self.conf([
                "model_id": .string(job.modelID), "model_version": .string(deployed.version),
            ])
            let error = await #expect(throws: SubmissionError.self) {
                try await site.jobs.submit(dsl: dsl, conf: conf, site.context)
            }
            #expect(error?.code == "model_deployed")
        }
    }

    @Test func aDSLForPredictJobsMayHaveMoreComponents() async throws {
        try await trained { site, job in
            let own: JSONValue = [
                "components": [
                    "a_0": [
                        "module": "Noop", "input": ["model": ["pipeline.a_0.m"]],
                        "output": ["data": ["data"]],
                    ],
                    "extra_0": ["module": "Noop", "input": ["data": ["data": ["a_0.data"]]]],
                ]
            ]
            let deployed = try await site.jobs.models.deploy(
                job.modelID, job.modelVersion, at: Samples.guest, .dsl(own), over: site.parties,
                site.context)
            let used = try await site.jobs.submit(
                dsl: [:], conf: predict(job.modelID, deployed.version), site.context)
            #expect(try await site.end(of: used.job).status == .success)
            let wrong = JSONValue.object([
                "components": [
                    "a_0": ["module": "Noop", "input": ["model": ["pipeline.z_0.m"]]]
                ]
            ])
            let error = await #expect(throws: ModelError.self) {
                try await site.jobs.models.deploy(
                    job.modelID, job.modelVersion, at: Samples.guest, .dsl(wrong),
                    over: site.parties, site.context)
            }
            #expect(error?.code == "unknown_upstream_component")
        }
    }

    // MARK: - ModelLoader

    /// A job that trains `b_0`'s model further.
    private func loading(_ alias: String = "m") -> JSONValue {
        [
            "components": [
                "loader_0": [
                    "module": "ModelLoader", "output": ["model": .array([.string(alias)])],
                ],
                "a_0": ["module": "Noop", "output": ["data": ["data"]]],
                "b_0": [
                    "module": "Noop",
                    "input": [
                        "data": ["train_data": ["a_0.data"]],
                        "model": .array([.string("loader_0.\(alias)")]),
                    ], "output": ["model": ["m"]],
                ],
            ]
        ]
    }

    private func loadingConf(_ job: SubmittedJob, _ more: JSONObject = [:]) -> JSONValue {
        var loader: JSONObject = [
            "model_id": .string(job.modelID), "model_version": .string(job.modelVersion),
            "component_name": "b_0",
        ]
        for (name, value) in more { loader[name] = value }
        var conf = conf([:]).object ?? [:]
        conf["component_parameters"] = ["common": ["loader_0": .object(loader)]]
        return .object(conf)
    }

    @Test func aModelOfAnEarlierJobIsLoadedWithWhatItWasTrainedWith() async throws {
        try await trained { site, job in
            let next = try await site.jobs.submit(
                dsl: loading(), conf: loadingConf(job, ["model_alias": "m"]), site.context)
            #expect(try await site.end(of: next.job).status == .success)
            let orders = await site.launcher.orders.filter { $0.task.job == next.job }
            for party in [Samples.guest, Samples.host] {
                let loader = try #require(
                    orders.first { $0.plan.module == "ModelLoader" && $0.party == party })
                let digest = ScriptedLauncher.digest(of: Samples.name("b_0"), at: party)
                #expect(loader.models.map(\.model.digest) == [digest])
                #expect(loader.models.map(\.key) == ["model"])
                let b = try #require(
                    orders.first { $0.task.component.text == "b_0" && $0.party == party })
                #expect(b.models.count == 1)
                // What training said, where this job says nothing.
                #expect(b.plan.parameters == #"{"milliseconds":7}"#)
            }
            var conf = loadingConf(job).object ?? [:]
            var parameters = conf["component_parameters"]?.object?["common"]?.object ?? [:]
            parameters["b_0"] = ["milliseconds": 9]
            conf["component_parameters"] = ["common": .object(parameters)]
            let own = try await site.jobs.submit(
                dsl: loading(), conf: .object(conf), site.context)
            #expect(try await site.end(of: own.job).status == .success)
            let order = await site.launcher.orders.last {
                $0.task.job == own.job && $0.task.component.text == "b_0"
            }
            #expect(order?.plan.parameters == #"{"milliseconds":9}"#)
        }
    }

    @Test func whatCannotBeLoadedIsSaid() async throws {
        try await trained { site, job in
            for (more, code, word) in [
                (["model_version": "77"], "missing_component_model", "has no model"),
                (["component_name": "z_0"], "missing_component_model", "nothing that z_0"),
                (["component_name": "c_0"], "missing_component_model", "nothing that c_0"),
                (["model_alias": "x"], "missing_component_model", "b_0 is called m"),
            ] as [(JSONObject, String, String)] {
                let head = site.log.head
                let error = await #expect(throws: SubmissionError.self) {
                    try await site.jobs.submit(
                        dsl: loading(), conf: loadingConf(job, more), site.context)
                }
                #expect(error?.code == code, "\(more)")
                #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
                #expect(site.log.head == head)
            }
        }
    }

    // MARK: - Version 1

    private func versionOne(_ key: String, _ more: JSONObject = [:]) -> JSONValue {
        let tables: JSONObject = JSONObject([(key, .array([Self.table]))])
        let table: JSONValue = ["args": ["data": .object(tables)]]
        return [
            "initiator": ["role": "guest", "party_id": 9999],
            "role": ["guest": [9999], "host": [10000]], "job_parameters": .object(more),
            "role_parameters": ["guest": table, "host": table],
            "algorithm_parameters": ["a_0": ["milliseconds": 3]],
        ]
    }

    private static let table: JSONValue = ["namespace": "n", "name": "t"]

    private let versionOneDSL: JSONValue = [
        "components": [
            "a_0": [
                "module": "Noop", "input": ["data": ["data": ["args.train_data"]]],
                "output": ["data": ["data"], "model": ["m"]],
            ],
            "b_0": [
                "module": "Noop", "input": ["data": ["data": ["a_0.data"]]], "need_deploy": false,
            ],
        ]
    ]

    @Test func aJobOfVersionOneTrainsAndPredictsWithoutADeploy() async throws {
        let site = try await SimulatedSite()
        try await site.running { [versionOne, versionOneDSL] in
            let name = try #require(TableName(namespace: "n", name: "t"))
            try await site.journal.execute(
                .write(
                    name, Samples.content, origin: TableOrigin(kind: "upload", task: "t"),
                    replacing: false),
                by: TableDecider.self, on: .table(name), site.context)
            let job = try await site.jobs.submit(
                dsl: versionOneDSL, conf: versionOne("train_data", [:]), site.context)
            #expect(try await site.end(of: job.job).status == .success)
            var components = await components(of: job.job, site)
            #expect(components == ["reader_0", "a_0", "b_0"])
            let model: JSONObject = [
                "job_type": "predict", "model_id": .string(job.modelID),
                "model_version": .string(job.modelVersion),
            ]
            let used = try await site.jobs.submit(
                dsl: [:], conf: versionOne("eval_data", model), site.context)
            #expect(try await site.end(of: used.job).status == .success)
            components = await self.components(of: used.job, site)
            #expect(components == ["reader_0", "a_0"])
            let error = await #expect(throws: SubmissionError.self) {
                try await site.jobs.submit(
                    dsl: [:], conf: versionOne("train_data", model), site.context)
            }
            #expect(error?.code == "args_data_missing")
        }
    }

    /// The components that ran at the guest.
    private func components(of job: JobID, _ site: SimulatedSite) async -> [String] {
        await site.launcher.orders.filter { $0.task.job == job && $0.party == Samples.guest }
            .map(\.task.component.text)
    }
}
