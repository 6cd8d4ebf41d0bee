/// What a worker says on the line to the server that started it, one byte each.
///
/// A worker that says nothing and closes the line, or ends, is known by its end alone.
public enum WorkerWord: UInt8, Sendable {
    /// It is settled and written down who works in the folder.
    case settled = 0x53
    /// The result is in its place: nothing is left but the end of the process, which takes the kernel
    /// a millisecond.
    case done = 0x44
}
