import Dispatch
import Synchronization

/// Work in pieces that other cores begin while its owner does something else.
///
/// The owner takes what is left when it asks for the results, so it never waits for a thread that
/// nobody has to spare: it waits only for pieces that are being worked on.
final class HelpedWork<Piece: Sendable>: Sendable {
    private struct Progress: Sendable {
        var pieces: [Piece?]
        var open: Int
    }

    private let work: @Sendable (Int) -> Piece
    private let count: Int
    private let next = Atomic(0)
    private let progress: Mutex<Progress>
    private let isDone = DispatchSemaphore(value: 0)

    /// Begins `count` pieces, at least one; `work` is given their numbers.
    init(count: Int, _ work: @escaping @Sendable (Int) -> Piece) {
        self.work = work
        self.count = count
        progress = Mutex(Progress(pieces: Array(repeating: nil, count: count), open: count))
        DispatchQueue.global(qos: .userInitiated).async { self.takePieces() }
    }

    /// All pieces in their order. To be asked for once.
    func finish() -> [Piece] {
        takePieces()
        isDone.wait()
        return progress.withLock { $0.pieces.compactMap(\.self) }
    }

    private func takePieces() {
        while true {
            let number = next.add(1, ordering: .relaxed).oldValue
            guard number < count else { return }
            let piece = work(number)
            let isLast = progress.withLock { progress in
                progress.pieces[number] = piece
                progress.open -= 1
                return progress.open == 0
            }
            if isLast { isDone.signal() }
        }
    }
}
