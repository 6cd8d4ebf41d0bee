import Components
import Domain
import Wire

/// What a worker that was started ahead does before it waits: it writes and reads documents such
/// as those that will come, so that this code is bound and in memory when the time counts.
enum Rehearsal {
    static func run() {
        guard let job = JobID("0"), let component = ComponentName("rehearsal") else { return }
        let party = Party(.guest, PartyID(0))
        let config = WorkerConfig(
            task: TaskID(job: job, component: component, version: 0), module: "", provider: "",
            party: party, parties: [party], parameters: [:], needRun: true, tables: [], models: [],
            dataOutputs: [], modelOutput: nil, worker: "", token: "",
            paths: WorkerPaths(
                folder: "", tables: "", blobs: "", address: "", logs: "", partyLogs: ""))
        _ = try? WorkerConfig(JSONValue(parsing: config.json.utf8(indent: 4)))
        let end = WorkerEnd(WorkerResult(status: .success))
        _ = try? WorkerEnd(JSONValue(parsing: end.json.utf8(indent: 4)))
        _ = BuiltinComponents.component(for: "")
        _ = WorkerLog.time()
    }
}
