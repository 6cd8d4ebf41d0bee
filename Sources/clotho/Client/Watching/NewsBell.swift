import Synchronization

/// Wakes one waiting task; remembers whether there was news or only time has passed.
///
/// However often it rings while the task is busy, the task wakes once more.
final class NewsBell: Sendable {
    private let hasNews = Atomic(true)
    private let waking: AsyncThrowingStream<Void, any Error>.Continuation
    /// One element for each time the task should look.
    let wakes: AsyncThrowingStream<Void, any Error>

    init() {
        (wakes, waking) = AsyncThrowingStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        waking.yield()
    }

    /// Something happened.
    func ring() {
        hasNews.store(true, ordering: .releasing)
        waking.yield()
    }

    /// Time has passed.
    func tick() { waking.yield() }

    /// Nothing more can be heard.
    func fail(_ error: any Error) { waking.finish(throwing: error) }

    /// Whether something happened since the last call.
    func takeNews() -> Bool { hasNews.exchange(false, ordering: .acquiringAndReleasing) }
}
