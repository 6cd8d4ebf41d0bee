public import Domain
public import Scheduler

/// Worker processes that exist only in a test. They outlive a coordinator, as real ones do.
public actor ScriptedLauncher: WorkerLauncher {
    /// What a worker does with its task.
    public enum Fate: Sendable {
        case succeed
        /// The component fails and says why.
        case fail(String)
        /// The process is killed before it reports anything.
        case die
        /// The process works until it is stopped.
        case hang
    }

    private struct Process {
        let identity: WorkerIdentity
        var exit: WorkerExit?
        var ending: WorkerEnding?
        var watchers: [Int: CheckedContinuation<WorkerExit, any Error>] = [:]
    }

    private let workers: WorkerService
    private let fate: @Sendable (WorkerOrder) -> Fate
    private var generator: SeededGenerator
    private var processes: [String: Process] = [:]
    private var names: [WorkerIdentity: String] = [:]
    private var watcherCount = 0
    /// Every order that started a process, in order.
    public private(set) var orders: [WorkerOrder] = []

    /// The tasks that room is to be made for, as it is asked for.
    public nonisolated let expectations: AsyncStream<TaskID>
    private let expected: AsyncStream<TaskID>.Continuation

    /// Makes a launcher whose workers report to this service; the seed decides how their steps
    /// interleave.
    public init(
        workers: WorkerService, seed: UInt64 = 0,
        fate: @escaping @Sendable (WorkerOrder) -> Fate = { _ in .succeed }
    ) {
        self.workers = workers
        (expectations, expected) = AsyncStream.makeStream(of: TaskID.self)
        self.fate = fate
        self.generator = SeededGenerator(seed: seed)
    }

    public func expect(_ tasks: [TaskID], at party: Party) {
        for task in tasks { expected.yield(task) }
    }

    public func launch(_ order: WorkerOrder) async throws -> WorkerIdentity {
        if let process = processes[order.worker] { return process.identity }
        let identity = WorkerIdentity(processID: Int32(orders.count + 100), startTicks: 1)
        orders.append(order)
        names[identity] = order.worker
        processes[order.worker] = Process(identity: identity)
        let (before, after) = (pause(), pause())
        Task { await self.play(order, identity, steps: before) }
        for _ in 0..<after { await Task.yield() }
        return identity
    }

    public func exit(
        of worker: String, _ identity: WorkerIdentity
    ) async throws -> WorkerExit {
        guard let process = processes[worker], process.identity == identity else { return .gone }
        if let exit = process.exit { return exit }
        watcherCount += 1
        let watcher = watcherCount
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                guard !Task.isCancelled else {
                    return continuation.resume(throwing: CancellationError())
                }
                processes[worker]?.watchers[watcher] = continuation
            }
        } onCancel: {
            Task { await self.leave(watcher, of: worker) }
        }
    }

    private func leave(_ watcher: Int, of worker: String) {
        processes[worker]?.watchers.removeValue(forKey: watcher)?
            .resume(throwing: CancellationError())
    }

    public func ending(
        of worker: String, _ task: TaskID, _ party: Party
    ) async -> WorkerEnding? {
        processes[worker]?.ending
    }

    public func stop(_ identity: WorkerIdentity) async {
        guard let worker = names[identity] else { return }
        end(worker, .killed(signal: 15))
    }

    /// The workers that have not ended.
    public var alive: [String] { processes.filter { $0.value.exit == nil }.map(\.key) }

    private func pause() -> Int { Int.random(in: 0...6, using: &generator) }

    private func play(_ order: WorkerOrder, _ identity: WorkerIdentity, steps: Int) async {
        for _ in 0..<steps { await Task.yield() }
        switch fate(order) {
        case .succeed:
            await report(
                WorkerResult(
                    status: .success, tables: Self.outputs(of: order),
                    model: Self.model(of: order)), order)
            end(order.worker, .exited(code: 0))
        case .fail(let reason):
            await report(WorkerResult(status: .failed, reason: reason), order)
            end(order.worker, .exited(code: 0))
        case .die:
            end(order.worker, .killed(signal: 9))
        case .hang:
            try? await workers.running(order.task, order.party)
        }
    }

    /// Leaves the result behind, reports it twice, or both.
    private func report(_ result: WorkerResult, _ order: WorkerOrder) async {
        let ways = Int.random(in: 1...3, using: &generator)
        if ways & 1 != 0 { processes[order.worker]?.ending = WorkerEnding(result) }
        guard ways & 2 != 0 else { return }
        try? await workers.running(order.task, order.party)
        for _ in 0..<pause() { await Task.yield() }
        for _ in 0...1 { try? await workers.end(WorkerEnding(result), of: order.task, order.party) }
    }

    private func end(_ worker: String, _ exit: WorkerExit) {
        guard let process = processes[worker], process.exit == nil else { return }
        processes[worker]?.exit = exit
        processes[worker]?.watchers = [:]
        for watcher in process.watchers.values { watcher.resume(returning: exit) }
    }

    /// A model whose digest is the party and the component, in hex.
    private static func model(of order: WorkerOrder) -> ModelOutput? {
        order.plan.modelOutput.map { name in
            ModelOutput(
                name: name, module: order.plan.module,
                digest: digest(of: order.task.component, at: order.party))
        }
    }

    /// The digest of the model that a component leaves.
    public static func digest(of component: ComponentName, at party: Party) -> String {
        "\(party) \(component)".utf8.map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    private static func outputs(of order: WorkerOrder) -> [TaskOutput] {
        order.plan.dataOutputs.map { name in
            let table = TableName(
                namespace: "output_data_\(order.task)", name: "\(order.party.role)_\(name)")!
            return TaskOutput(name: name, table: table, content: Samples.content)
        }
    }
}
