import Domain
import TestKit
import Testing

/// What differs between two attempts, cause before effect.
@Suite struct JobDiffTests {
    private static let first = JobID("202611210800000000000")!
    private static let second = JobID("202611210900000000000")!
    private let reader = Samples.name("reader_0")
    private let train = Samples.name("train_0")
    private let score = Samples.name("score_0")

    private static let components: JSONObject = [
        "reader_0": ["module": "Reader", "output": ["data": ["data"]]],
        "train_0": [
            "module": "Train", "input": ["data": ["train_data": ["reader_0.data"]]],
            "output": ["data": ["data"], "model": ["model"]],
        ],
        "score_0": ["module": "Score", "input": ["data": ["data": ["train_0.data"]]]],
    ]

    private static func run(
        _ parameters: JSONObject = [:], output: String? = "d", model: String? = nil
    ) -> JobAttempt.Run {
        JobAttempt.Run(
            status: "success", provider: "fate@1", parameters: parameters,
            outputs: output.map { ["data": $0] } ?? [:], model: model, milliseconds: 100)
    }

    /// An attempt in which everything went well.
    private func attempt(
        _ job: JobID = first, components: JSONObject = components, conf: JSONObject = [:]
    ) throws -> JobAttempt {
        var whole = JobDocuments.conf().object ?? [:]
        for (name, value) in conf { whole[name] = value }
        let need = ResourceNeed(engine: "standalone", cores: 4)
        var attempt = JobAttempt(
            name: AttemptName(job: job), status: "success",
            dsl: try DSL(["components": .object(components)]),
            conf: try RuntimeConf(.object(whole)),
            parts: [Samples.guest: .init(need: need), Samples.host: .init(need: need)],
            waitedMilliseconds: 10, ranMilliseconds: 300)
        for party in [Samples.guest, Samples.host] {
            attempt.runs[reader, default: [:]][party] = Self.run(output: "rows of \(party)")
            attempt.runs[train, default: [:]][party] = Self.run(["rate": 1], model: "m")
            attempt.runs[score, default: [:]][party] = Self.run(output: nil)
        }
        attempt.runs[score]?[Samples.guest]?.metrics = ["train/auc": [["auc", 0.9]]]
        return attempt
    }

    /// `aspect component party path: left → right < causes`, places counted from 1.
    private func lines(_ left: JobAttempt, _ right: JobAttempt) -> [String] {
        JobDiff(left, right).differences.map { difference in
            let place = [
                difference.aspect.rawValue, difference.component?.text ?? "",
                difference.parties.map(\.description).joined(separator: ","), difference.path,
            ].filter { !$0.isEmpty }.joined(separator: " ")
            let causes = difference.causes.map { String($0 + 1) }.joined(separator: ",")
            return "\(place): \(text(difference.left)) → \(text(difference.right))"
                + (causes.isEmpty ? "" : " < \(causes)")
        }
    }

    private func text(_ value: JSONValue) -> String { value.string ?? value.text() }

    @Test func equalAttemptsDifferInNothingButTimes() throws {
        let left = try attempt()
        var right = try attempt(Self.second)
        #expect(JobDiff(left, left).isEmpty && JobDiff(left, left).timings.isEmpty)
        right.runs[train]?[Samples.host]?.milliseconds = 250
        right.ranMilliseconds = 450
        let diff = JobDiff(left, right)
        #expect(diff.isEmpty)
        #expect(diff.timings.map(\.component) == [train, nil])
        #expect(diff.timings.map(\.right) == [250, 450])
    }

    /// A parameter changes the model, the model the predictions, those the score.
    @Test func aParameterExplainsWhatFollows() throws {
        let left = try attempt()
        var right = try attempt()
        for party in [Samples.guest, Samples.host] {
            right.runs[train]?[party] = Self.run(["rate": 2], output: "e", model: "n")
        }
        right.runs[score]?[Samples.guest]?.metrics = ["train/auc": [["auc", 0.8]]]
        #expect(
            lines(left, right) == [
                "parameter train_0 rate: 1 → 2",
                "model train_0 guest:9999: m → n < 1", "output train_0 guest:9999 data: d → e < 1",
                "model train_0 host:10000: m → n < 1",
                "output train_0 host:10000 data: d → e < 1",
                "metric score_0 guest:9999 train/auc: 0.9 → 0.8 < 2",
            ])
    }

    @Test func otherDataExplainItToo() throws {
        let left = try attempt()
        var right = try attempt()
        right.runs[reader]?[Samples.host] = Self.run(output: "other rows")
        right.runs[train]?[Samples.guest]?.model = "n"
        #expect(
            lines(left, right) == [
                "input_data reader_0 host:10000 data: rows of host:10000 → other rows",
                "model train_0 guest:9999: m → n < 1",
            ])
    }

    /// What changes at a component that shows nothing here explains those that read it all the same.
    @Test func aChangeReachesThroughWhatIsNotSeen() throws {
        func attempt(_ rate: JSONValue, auc: JSONValue) throws -> JobAttempt {
            var attempt = try self.attempt(
                conf: ["component_parameters": ["common": ["train_0": ["rate": rate]]]])
            attempt.runs[train] = nil
            attempt.parts = [:]
            attempt.runs[score]?[Samples.guest]?.metrics = ["train/auc": [["auc", auc]]]
            return attempt
        }
        #expect(
            try lines(attempt(1, auc: 0.9), attempt(2, auc: 0.8)) == [
                "parameter train_0 rate: 1 → 2",
                "metric score_0 guest:9999 train/auc: 0.9 → 0.8 < 1",
            ])
    }

    /// An effect of a component that reads another follows from that one's first effect.
    @Test func whatReadsFollowsFromWhatItReads() throws {
        let left = try attempt()
        var right = try attempt()
        right.runs[train]?[Samples.guest]?.outputs = ["data": "e"]
        right.runs[score]?[Samples.guest]?.metrics = ["train/auc": [["auc", 0.7]]]
        #expect(
            lines(left, right) == [
                "output train_0 guest:9999 data: d → e",
                "metric score_0 guest:9999 train/auc: 0.9 → 0.7 < 1",
            ])
    }

    /// What did not succeed leaves nothing, and what reads it does not run.
    @Test func aFailureExplainsWhatIsMissing() throws {
        let left = try attempt()
        var right = try attempt()
        right.status = "failed"
        right.runs[train]?[Samples.guest] = JobAttempt.Run(
            status: "failed", provider: "fate@1", parameters: ["rate": 1])
        right.runs[score]?[Samples.guest] = JobAttempt.Run(status: "waiting", provider: "fate@1")
        #expect(
            lines(left, right) == [
                "status train_0 guest:9999: success → failed",
                "model train_0 guest:9999: m → null < 1",
                "output train_0 guest:9999 data: d → null < 1",
                "status score_0 guest:9999: success → waiting < 1",
                "metric score_0 guest:9999 train/auc: 0.9 → null < 4",
                "status: success → failed < 1,4",
            ])
    }

    @Test func componentsAndTheirWiresAreCompared() throws {
        var components = Self.components
        components["train_0"] = [
            "module": "Train", "input": ["data": ["data": ["reader_0.data"]]],
            "output": ["data": ["data"], "model": ["model"]],
        ]
        components["score_0"] = nil
        components["plot_0"] = [
            "module": "Plot", "input": ["data": ["data": ["train_0.data"]]],
        ]
        let right = try attempt(components: components)
        #expect(
            try lines(attempt(), right) == [
                #"dsl train_0 input.data.data: null → ["reader_0.data"]"#,
                #"dsl train_0 input.data.train_data: ["reader_0.data"] → null"#,
                "dsl score_0: Score → null", "dsl plot_0: null → Plot",
            ])
    }

    @Test func rolesJobParametersProvidersAndCores() throws {
        let left = try attempt()
        var right = try attempt(
            conf: [
                "role": ["guest": [9999], "host": [10000], "arbiter": [10000]],
                "job_parameters": [
                    "common": ["task_cores": 2, "computing_partitions": 8],
                    "role": ["host": ["0": ["task_parallelism": 3]]],
                ],
            ])
        right.parts[Samples.host]?.need = ResourceNeed(engine: "standalone", cores: 2)
        right.runs[train]?[Samples.host]?.provider = "fate@2"
        right.runs[train]?[Samples.host]?.model = "n"
        #expect(
            lines(left, right) == [
                "role arbiter: null → [10000]", "job_parameter task_cores: 4 → 2",
                "job_parameter computing_partitions: null → 8",
                "job_parameter guest:9999 task_parallelism: 1 → null",
                "job_parameter host:10000 task_parallelism: 1 → 3",
                "provider train_0 host:10000: fate@1 → fate@2",
                "resources host:10000 cores: 4 → 2",
                // Not from the cores and the parallelism: they say when and not what.
                "model train_0 host:10000: m → n < 1,3,6",
            ])
    }

    /// Of a party that lives elsewhere the conf alone is known.
    @Test func theConfSpeaksForPartiesThatLiveElsewhere() throws {
        func attempt(_ rate: JSONValue) throws -> JobAttempt {
            var attempt = try self.attempt(
                conf: [
                    "component_parameters": [
                        "common": ["train_0": ["rate": 1]],
                        "role": ["host": ["0": ["train_0": ["rate": rate]]]],
                    ]
                ])
            attempt.parts[Samples.host] = nil
            for component in attempt.runs.keys { attempt.runs[component]?[Samples.host] = nil }
            return attempt
        }
        #expect(
            try lines(attempt(1), attempt(5)) == [
                "parameter train_0 host:10000 rate: 1 → 5"
            ])
        #expect(try lines(attempt(1), attempt(1.0)) == [])
    }

    /// A job is given a model version of its own; that is no difference, another model is one.
    @Test func theNameOfItsOwnModelIsNoDifference() throws {
        func attempt(_ job: JobID, _ version: String) throws -> JobAttempt {
            try self.attempt(
                job,
                conf: [
                    "job_parameters": [
                        "common": ["model_id": "m", "model_version": .string(version)]
                    ]
                ])
        }
        let left = try attempt(Self.first, Self.first.text)
        #expect(try lines(left, attempt(Self.second, Self.second.text)) == [])
        #expect(
            try lines(attempt(Self.first, "1"), attempt(Self.second, "2")) == [
                "job_parameter model_version: 1 → 2"
            ])
    }

    @Test func metricsAreNamedAtTheLastPointThatDiffers() throws {
        func attempt(_ points: JSONValue) throws -> JobAttempt {
            var attempt = try self.attempt()
            attempt.runs[score]?[Samples.guest]?.metrics = ["train/loss": points]
            return attempt
        }
        let left = try attempt([[0, 0.9], [1, 0.5], [2, 0.4]])
        func line(_ points: JSONValue) throws -> [String] { try lines(left, attempt(points)) }
        let place = "metric score_0 guest:9999 train/loss"
        #expect(try line([[0, 0.9], [1, 0.6], [2, 0.4]]) == ["\(place)[1]: 0.5 → 0.6"])
        #expect(
            try line([[0, 0.9], [1, 0.5]]) == [
                "\(place): 3 points, the last 0.4 → 2 points, the last 0.5"
            ])
        #expect(
            try line([]) == ["\(place): 3 points, the last 0.4 → null"])
        #expect(try line([[0, 0.9], [1, 0.5], [2, 0.40]]).isEmpty)
    }

    @Test func attemptsAreNamedByTheirVersions() {
        let job = Self.first
        #expect(AttemptName("\(job)") == AttemptName(job: job))
        #expect(AttemptName("\(job)@1") == AttemptName(job: job, version: 1))
        #expect(AttemptName("\(job):0")?.description == "\(job)@0")
        for text in ["", "@1", "\(job)@", "\(job)@-1", "\(job)@x", "\(job)@1@2", "a b"] {
            #expect(AttemptName(text) == nil, "\(text)")
        }
    }
}
