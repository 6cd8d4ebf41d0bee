/// What the exit codes of a worker mean.
public enum WorkerExitCode {
    /// The work has ended, well or not: the result document says how.
    public static let finished: Int32 = 0
    /// The worker could not do its work or not leave its result.
    public static let failed: Int32 = 1
    /// The command line or the config cannot be meant (`EX_USAGE`).
    public static let usage: Int32 = 64
    /// The site says that the session of this worker is over; nobody wants its result (`EX_NOPERM`).
    public static let sessionOver: Int32 = 77
    /// Another process works in the folder; this one has done nothing (`EX_TEMPFAIL`).
    public static let lockIsHeld: Int32 = 75
}
