/// What the current task does its work for: the id of the event that made it due.
///
/// Carried with the task, as a trace is, so that the ports between the event and the commands that
/// follow from it need not know of it.
public enum Causation {
    /// The id of the event; empty when no event led here.
    @TaskLocal public static var current = ""
}
