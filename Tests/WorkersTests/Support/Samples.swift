import Domain
import Scheduler
import Wire

let guest = Party(.guest, PartyID(9999))
let host = Party(.host, PartyID(10000))
let sampleTable = TableName(namespace: "experiment", name: "breast")!
let sampleContent = TableContent(
    file: "4f/4f2a.mdb", digest: "ab", count: 2, partitions: 4,
    schema: TableSchema(
        kind: .keys, idName: "id", header: ["x0", "x1"], labelName: "y", matchIDName: nil))
let sampleTask = TaskID(
    job: JobID("202601010000000000000")!, component: ComponentName("noop_0")!, version: 0)

func sampleConfig() -> WorkerConfig {
    WorkerConfig(
        task: sampleTask, module: "Noop", provider: "clotho@1.0.0", party: guest,
        parties: [guest, host], parameters: ["b": 1, "a": nil], needRun: true,
        tables: [
            .init(key: "data", source: "", name: sampleTable, content: sampleContent)
        ],
        models: [
            .init(
                key: "model", model: ModelOutput(name: "model", module: "Noop", digest: "cd"))
        ],
        dataOutputs: ["train"], modelOutput: nil, worker: "w1", token: "secret",
        paths: WorkerPaths(
            folder: "/f", tables: "/t", blobs: "/b", address: "/a", logs: "/l/c",
            partyLogs: "/l"))
}

/// An order of one component for the guest.
func sampleOrder(
    module: String = "Noop", parameters: JSONObject = [:], outputs: [String] = [],
    worker: String = "w1"
) -> WorkerOrder {
    var effective: JSONObject = ["milliseconds": 0, "fail_at": [], "fail": ""]
    for (key, value) in parameters { effective[key] = value }
    let plan = PartyTaskPlan(
        component: sampleTask.component, module: module, provider: "clotho@1.0.0",
        parties: [guest, host], parameters: JSONValue.object(effective).text(), needRun: true,
        inputs: [], dataOutputs: outputs, modelOutput: nil)
    return WorkerOrder(
        task: sampleTask, party: guest, plan: plan, worker: worker, token: "secret", tables: [],
        models: [])
}
