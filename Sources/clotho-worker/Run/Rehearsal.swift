import Components
import Domain
import Storage
import Wire

/// What the fork server does before it makes copies: it writes and reads documents and tables such
/// as those that will come, so that this code is bound and in memory in every copy.
///
/// Nothing of it may start a thread.
enum Rehearsal {
    static func run() {
        try? documents()
        try? tables()
        _ = BuiltinComponents.component(for: "")
        _ = WorkerLog.time()
    }

    private static func documents() throws {
        guard let job = JobID("0"), let component = ComponentName("rehearsal") else { return }
        let party = Party(.guest, PartyID(0))
        let config = WorkerConfig(
            task: TaskID(job: job, component: component, version: 0), module: "", provider: "",
            party: party, parties: [party], parameters: [:], needRun: true, tables: [], models: [],
            dataOutputs: [], modelOutput: nil, worker: "", token: "",
            paths: WorkerPaths(
                folder: "", tables: "", blobs: "", address: "", logs: "", partyLogs: ""))
        _ = try WorkerConfig(JSONValue(parsing: config.json.utf8(indent: 4)))
        let end = WorkerEnd(WorkerResult(status: .success))
        _ = try WorkerEnd(JSONValue(parsing: end.json.utf8(indent: 4)))
    }

    /// One without rows among those of the site, in whose folder this process works.
    private static func tables() throws {
        let store = try TableStore(directory: "tables")
        let schema = TableSchema(kind: .keys, idName: "id", header: [])
        let content = try store.write(schema: schema, partitions: 1, rows: [])
        _ = try store.open(content)
        try store.remove(content)
    }
}
