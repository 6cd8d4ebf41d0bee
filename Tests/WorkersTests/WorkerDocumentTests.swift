import Domain
import Testing
import Wire

@Suite struct WorkerDocumentTests {
    @Test func aConfigReadsBackAsItWasWritten() throws {
        let config = sampleConfig()
        #expect(try WorkerConfig(JSONValue(parsing: config.json.text())) == config)
    }

    @Test(arguments: [
        ("job_id", "job_id must be a text"), ("role", "role must be a text"),
        ("parties", "parties must be a list"), ("parameters", "parameters must be an object"),
        ("need_run", "need_run must be true or false"), ("paths", "paths must be an object"),
        ("task_version", "task_version must be a whole number"),
    ])
    func aMissingMemberIsNamed(_ name: String, _ sentence: String) throws {
        var members = try #require(sampleConfig().json.object)
        members[name] = nil
        let error = #expect(throws: FieldError.self) { try WorkerConfig(.object(members)) }
        #expect(error?.description == sentence)
    }

    @Test func aMemberDeepInsideIsNamedWithItsPlace() throws {
        let text = sampleConfig().json.text().replacing("\"kind\":\"keys\"", with: "\"kind\":\"a\"")
        let error = #expect(throws: FieldError.self) {
            try WorkerConfig(JSONValue(parsing: text))
        }
        #expect(error?.description == "tables[0].content.schema.kind must be a kind of table")
    }

    @Test func anEndReadsBackAsItWasWritten() throws {
        let end = WorkerEnd(
            WorkerResult(
                status: .success,
                tables: [TaskOutput(name: "train", table: sampleTable, content: sampleContent)],
                model: ModelOutput(name: "model", module: "HeteroLR", digest: "ab"),
                summary: #"{"auc":0.75}"#),
            namedTable: WorkerEnd.NamedTable(name: sampleTable, content: sampleContent))
        #expect(try WorkerEnd(JSONValue(parsing: end.json.text())) == end)
    }

    @Test(arguments: ["running", "waiting", "canceled", "?"])
    func anEndHasAStatusThatIsAnEnd(_ status: String) throws {
        var members = try #require(WorkerEnd(WorkerResult(status: .failed)).json.object)
        members["status"] = .string(status)
        #expect(throws: FieldError("status", "must be success, pass or failed")) {
            try WorkerEnd(.object(members))
        }
    }

    @Test func reportsReadBackAsTheyWereWritten() throws {
        let points = MetricPoints(
            namespace: "train", name: "loss",
            points: [.init(key: 0, value: 0.5), .init(key: "ks", value: [1, 2])])
        #expect(try MetricPoints(JSONValue(parsing: points.json.text())) == points)
        let meta = MetricMeta(
            namespace: "train", name: "loss", type: "LOSS", attributes: ["unit_name": "iters"])
        #expect(try MetricMeta(JSONValue(parsing: meta.json.text())) == meta)
        #expect(try WorkerProgress(["percent": 7]) == WorkerProgress(percent: 7))
    }

    @Test func namesInPathsAreEscaped() throws {
        let task = TaskID(
            job: try #require(JobID("1")), component: try #require(ComponentName("größe")),
            version: 2)
        #expect(
            WorkerCalls.base(of: task, for: Party(.guest, PartyID(9999)))
                == "/v1/worker/1/gr%C3%B6%C3%9Fe/2/guest/9999")
        #expect(
            WorkerCalls.message(Party(.host, PartyID(1)), name: "a/b&c", tag: "")
                == "messages/host/1?name=a%2Fb%26c&tag=")
    }

    @Test(arguments: [("Bearer ab", "ab"), ("bearer ab", "ab"), ("Basic ab", nil), ("", nil)])
    func tokensAreFoundInTheirHeader(_ header: String, _ token: String?) {
        #expect(WorkerCalls.token(in: header) == token)
    }

    @Test func aProcessIsReadFromTheKernelsLine() {
        let fields = (4...21).map(String.init).joined(separator: " ")
        let running = ProcessStatus("42 (a) Z (b)) S \(fields) 987 23 24\n", bootID: "b")
        let identity = WorkerIdentity(processID: 42, startTicks: 987, bootID: "b")
        #expect(running?.identity == identity)
        #expect(running?.hasEnded == false)
        #expect(ProcessStatus("42 (sh) Z \(fields) 987 23\n", bootID: "")?.hasEnded == true)
        #expect(ProcessStatus("42 (sh) S 1 2", bootID: "") == nil)
        #expect(ProcessStatus("", bootID: "") == nil)
    }

    @Test func aPidFileReadsBackAsItWasWritten() {
        for bootID in ["", "0d1f9c5e-7c2b-4f0e-9a3d-5b6c7d8e9f00"] {
            let identity = WorkerIdentity(processID: 42, startTicks: 987, bootID: bootID)
            #expect(WorkerIdentity(line: identity.line) == identity)
        }
        for line in ["", "42", "-1 987", "42 x", "1 2 3 4"] {
            #expect(WorkerIdentity(line: line) == nil)
        }
    }
}
