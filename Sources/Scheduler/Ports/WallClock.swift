public import Domain

/// The only source of time of the scheduler; a simulation brings its own.
public protocol WallClock: Sendable {
    /// The present moment.
    func now() -> Timestamp
    /// Returns after so many milliseconds, or at once when the task is cancelled.
    func wait(milliseconds: Int64) async
}
