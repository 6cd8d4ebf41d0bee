import Components
import Domain
import Storage

/// Runs components at several parties in one process, each with a tracker of its own.
final class Bench: Sendable {
    let tables: TableStore
    let board = MemoryBoard()
    private let temporary = TemporaryDirectory()

    init() throws { tables = try TableStore(directory: temporary.path + "/tables") }

    /// A directory for files of the test.
    var directory: String { temporary.path }

    /// Parameters with the module's defaults under them.
    func parameters(_ module: String, _ given: JSONObject) -> JSONObject {
        let descriptor = BuiltinComponents.catalogue[module]
        return merge(given, over: descriptor?.parameters ?? [:])
    }

    /// Checks parameters as the site does before it accepts a job.
    func check(_ module: String, _ given: JSONObject, for role: Role = .guest) throws {
        try BuiltinComponents.component(for: module)!
            .check(parameters(module, given), for: role)
    }

    private func merge(_ given: JSONObject, over defaults: JSONObject) -> JSONObject {
        var merged = defaults
        for (key, value) in given {
            if let members = value.object, let below = defaults[key]?.object {
                merged[key] = .object(merge(members, over: below))
            } else {
                merged[key] = value
            }
        }
        return merged
    }

    /// What one party brings to a task.
    struct Seat: Sendable {
        var party: Party
        var input: TableContent?
        var parameters: JSONObject = [:]
        var model: ModelArtifact?
        var outputs = 1
        var tamper: @Sendable (_ name: String, _ bytes: [UInt8]) -> [UInt8] = { $1 }
    }

    /// Runs a module at all seats at the same time; the first failure stops the others.
    func run(
        _ module: String, _ seats: [Seat]
    ) async throws -> [Party: (result: TaskResult, tracker: MemoryTracker)] {
        let component = BuiltinComponents.component(for: module)!
        return try await withThrowingTaskGroup(
            of: (Party, TaskResult, MemoryTracker).self
        ) { group in
            for seat in seats {
                let tracker = MemoryTracker()
                let context = context(module, seat, seats.map(\.party), tracker)
                group.addTask {
                    try component.check(context.parameters, for: seat.party.role)
                    return (seat.party, try await component.run(context), tracker)
                }
            }
            var results: [Party: (result: TaskResult, tracker: MemoryTracker)] = [:]
            for try await (party, result, tracker) in group { results[party] = (result, tracker) }
            return results
        }
    }

    private func context(
        _ module: String, _ seat: Seat, _ parties: [Party], _ tracker: MemoryTracker
    ) -> TaskContext {
        let name = TableName(namespace: "experiment", name: "input")!
        let inputs = seat.input.map { [InputTable(name: name, source: "", content: $0)] }
        return TaskContext(
            task: TaskID(
                job: JobID("202611210000000000001")!, component: ComponentName("task_0")!,
                version: 0),
            module: module, party: seat.party, parties: parties,
            parameters: parameters(module, seat.parameters),
            inputs: inputs.map { [module == "Reader" ? "table" : "data": $0] } ?? [:],
            models: seat.model.map { ["model": [$0]] } ?? [:],
            outputNames: (0..<seat.outputs).map { "data_\($0)" },
            channel: MemoryChannel(board: board, party: seat.party, tamper: seat.tamper),
            tracker: tracker, tables: tables)
    }
}

extension Party {
    static let guest = Party(.guest, PartyID(9999))
    static let host = Party(.host, PartyID(10000))
    static let otherHost = Party(.host, PartyID(10001))
    static let local = Party(.local, .local)
}
