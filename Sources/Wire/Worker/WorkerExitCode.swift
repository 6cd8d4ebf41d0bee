/// What the exit codes of a worker mean.
public enum WorkerExitCode {
    /// The worker reported how its work ended, well or not.
    public static let reported: Int32 = 0
    /// The worker could not do or report its work.
    public static let failed: Int32 = 1
    /// The command line or the config cannot be meant (`EX_USAGE`).
    public static let usage: Int32 = 64
    /// Another process works in the folder; this one has done nothing (`EX_TEMPFAIL`).
    public static let lockIsHeld: Int32 = 75
}
