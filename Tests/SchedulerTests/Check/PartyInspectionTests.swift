import Domain
import EventStore
import Journal
import Scheduler
import TestKit
import Testing

/// What a party's site finds, all at once, without a trace on its log.
@Suite struct PartyInspectionTests {
    /// A module with a parameter that must not be negative, and one that reads tables with a label.
    private struct Modules: ModuleRegistry {
        let catalogue = ModuleCatalogue([
            ModuleDescriptor(
                module: "Reader", provider: "fate_flow", version: "1.11.2", roles: [.guest, .host],
                parameters: ["table": nil]),
            ModuleDescriptor(
                module: "Train", provider: "fate", version: "1.11.4", roles: [.guest, .host],
                parameters: ["rate": 1, "label": "y"]),
        ])

        func problem(
            with parameters: JSONObject, of module: String, for role: Role
        ) -> String? {
            guard let rate = parameters["rate"]?.integer, rate < 0 else { return nil }
            return "rate must not be negative"
        }

        func problem(
            with table: TableSchema, of module: String, _ parameters: JSONObject, for role: Role
        ) -> String? {
            guard let label = parameters["label"]?.string, !table.header.contains(label) else {
                return nil
            }
            return "there is no column \(label)"
        }
    }

    private static let dsl: JSONValue = [
        "components": [
            "reader_0": ["module": "Reader", "output": ["data": ["data"]]],
            "train_0": [
                "module": "Train", "input": ["data": ["train_data": ["reader_0.data"]]],
                "output": ["model": ["model"]],
            ],
        ]
    ]

    private func conf(_ parameters: JSONObject = [:], _ more: JSONObject = [:]) -> JSONValue {
        var conf = JobDocuments.conf().object ?? [:]
        var common: JSONObject = [
            "reader_0": ["table": ["namespace": "bank", "name": "credit"]]
        ]
        for (name, value) in parameters { common[name] = value }
        conf["component_parameters"] = ["common": .object(common)]
        for (name, value) in more { conf[name] = value }
        return .object(conf)
    }

    private func site(cores: Int = 20, table: Bool = true) async throws -> SimulatedSite {
        let site = try await SimulatedSite(cores: cores)
        guard table, let name = TableName(namespace: "bank", name: "credit") else { return site }
        try await site.journal.execute(
            .write(
                name, Samples.content, origin: TableOrigin(kind: "upload", task: ""),
                replacing: false), by: TableDecider.self, on: .table(name), site.context)
        return site
    }

    private func inspect(
        _ site: SimulatedSite, _ conf: JSONValue, of dsl: JSONValue = dsl, share: Double = 1
    ) async throws -> PartyInspection {
        let service = PartyService(
            journal: site.journal, modules: Modules(), tokens: site.tokens, clock: site.clock,
            engine: "standalone", jobCoresShareMax: share)
        let question = JobSubmission(
            job: Samples.job, initiator: Samples.guest, parties: [Samples.guest, Samples.host],
            components: [], parallelism: nil, dsl: dsl.text(), conf: conf.text())
        let head = site.log.head
        let inspection = try await service.inspect(question, at: Samples.guest)
        #expect(site.log.head == head)
        return inspection
    }

    private func findings(
        _ conf: JSONValue, of dsl: JSONValue = dsl, cores: Int = 20, table: Bool = true
    ) async throws -> [JobFinding] {
        try await inspect(try await site(cores: cores, table: table), conf, of: dsl).findings
    }

    @Test func aJobThatLacksNothingIsToldWhatItWouldTake() async throws {
        let inspection = try await inspect(try await site(), conf())
        #expect(inspection.findings == [] && inspection.isComplete)
        #expect(inspection.room?.need == ResourceNeed(engine: "standalone", cores: 4))
        #expect(inspection.room?.total == ResourceAmount(cores: 20))
    }

    @Test func aTableThatIsNotThere() async throws {
        let findings = try await findings(conf(), table: false)
        #expect(findings.map(\.code) == [.unknownTable])
        #expect(findings.first?.component == "reader_0")
        #expect(findings.first?.wanted == "bank/credit")
    }

    @Test func aReaderWithoutATable() async throws {
        #expect(try await findings(conf(["reader_0": [:]])).map(\.code) == [.missingTable])
    }

    @Test func aTableWithoutTheLabel() async throws {
        let findings = try await findings(conf(["train_0": ["label": "income"]]))
        #expect(findings.map(\.code) == [.tableSchema])
        #expect(findings.first?.component == "train_0")
        #expect(findings.first?.available == ["y", "x0"])
        #expect(findings.first?.text == "bank/credit: there is no column income")
    }

    @Test func aModuleThatNobodyProvides() async throws {
        let dsl: JSONValue = ["components": ["tree_0": ["module": "SecureBoost"]]]
        let findings = try await findings(conf(), of: dsl)
        #expect(findings.map(\.code) == [.unknownModule])
        #expect(findings.first?.available == ["Reader", "Train"])
    }

    @Test func providersAndTheirVersions() async throws {
        func ask(_ provider: JSONValue) async throws -> [JobFinding] {
            try await findings(conf([:], ["provider": ["common": ["train_0": provider]]]))
        }
        #expect(try await ask("fate").isEmpty)
        #expect(try await ask("fate@1.11.4").isEmpty)
        let other = try await ask("fate@1.10.0")
        #expect(other.map(\.code) == [.providerVersion])
        #expect(other.first?.wanted == "fate@1.10.0" && other.first?.available == "fate@1.11.4")
        #expect(try await ask("fate_sql@1").map(\.code) == [.unknownProvider])
    }

    @Test func parametersThatCannotWork() async throws {
        #expect(
            try await findings(conf(["train_0": ["rate": -1]])).map(\.code) == [.parameterValue])
        #expect(
            try await findings(conf(["train_0": ["speed": 1]])).map(\.code)
                == [.redundantParameter])
    }

    @Test func moreCoresThanOneJobMayHave() async throws {
        let findings = try await findings(conf(), cores: 2)
        #expect(findings.map(\.code) == [.resourcesExceeded])
        #expect(findings.first?.wanted == 4 && findings.first?.available == 2)
    }

    /// FATE's `max_cores_percent_per_job`; the share is rounded down.
    @Test func moreThanOneJobsShareOfTheCores() async throws {
        let site = try await site(cores: 9)
        #expect(try await inspect(site, conf(), share: 0.5).findings.isEmpty)
        let findings = try await inspect(site, conf(), share: 0.4).findings
        #expect(findings.map(\.code) == [.resourcesExceeded])
        #expect(findings.first?.wanted == 4 && findings.first?.available == 3)
    }

    @Test func aModelWithoutTheComponent() async throws {
        let dsl: JSONValue = [
            "components": [
                "train_0": ["module": "Train", "input": ["model": ["pipeline.train_0.model"]]]
            ]
        ]
        let job: JSONValue = [
            "common": ["job_type": "predict", "model_id": "m", "model_version": "1"]
        ]
        let findings = try await findings(conf([:], ["job_parameters": job]), of: dsl)
        #expect(findings.map(\.code) == [.missingComponentModel])
        #expect(findings.first?.wanted == "train_0")
    }

    /// One mistake hides no other.
    @Test func everythingIsNamedAtOnce() async throws {
        let conf = conf(
            ["train_0": ["rate": -1, "speed": 1]],
            ["provider": ["common": ["reader_0": "fate_flow@9", "train_0": "fate@1"]]])
        let codes = try await findings(conf, cores: 2, table: false).map(\.code)
        #expect(
            codes == [
                .providerVersion, .unknownTable, .providerVersion, .redundantParameter,
                .parameterValue, .resourcesExceeded,
            ])
    }

    /// What an inspection calls missing is what the creation of the part is refused for.
    @Test func creationIsRefusedForTheSame() async throws {
        let site = try await site(table: false)
        let service = PartyService(
            journal: site.journal, modules: Modules(), tokens: site.tokens, clock: site.clock,
            engine: "standalone")
        for (conf, code) in [
            (conf(), "unknown_table"), (conf(["reader_0": [:]]), "missing_table"),
            (conf(["train_0": ["rate": -1]]), "unknown_table"),
            (conf([:], ["provider": ["common": ["train_0": "fate@1"]]]), "unknown_table"),
            (
                conf([:], ["provider": ["common": ["reader_0": "fate_flow@1"]]]),
                "provider_version"
            ),
        ] {
            let question = JobSubmission(
                job: Samples.job, initiator: Samples.guest, parties: [Samples.guest],
                components: [], parallelism: nil, dsl: Self.dsl.text(), conf: conf.text())
            let specification = try JobSpecification(dsl: Self.dsl, conf: conf)
            let error = await #expect(throws: SubmissionError.self) {
                try await service.creation(of: specification, question, at: Samples.guest)
            }
            #expect(error?.code == code)
        }
    }
}
