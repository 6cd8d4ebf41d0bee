import Domain
import Scheduler

/// The watches of the workers that this server started, and how the last few ended.
struct ExitMemory {
    let countMax: Int
    private var watches: [WorkerIdentity: Task<WorkerExit, Never>] = [:]
    private var lines: [WorkerIdentity: WorkerLine] = [:]
    private var ended: [WorkerIdentity] = []

    init(countMax: Int) { self.countMax = countMax }

    func watch(of identity: WorkerIdentity) -> Task<WorkerExit, Never>? { watches[identity] }

    /// The line to a worker that was given work and has not ended.
    func line(to identity: WorkerIdentity) -> WorkerLine? { lines[identity] }

    mutating func add(_ watch: Task<WorkerExit, Never>, of identity: WorkerIdentity) {
        watches[identity] = watch
    }

    /// Keeps the line to a worker until it ends.
    mutating func add(_ line: WorkerLine, to identity: WorkerIdentity) {
        lines[identity] = line
    }

    /// Notes an end; forgets the oldest when there are too many.
    mutating func end(_ identity: WorkerIdentity) {
        lines[identity] = nil
        ended.append(identity)
        if ended.count > countMax { watches[ended.removeFirst()] = nil }
    }
}
