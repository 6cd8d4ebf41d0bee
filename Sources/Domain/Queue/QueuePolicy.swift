/// In which order waiting jobs get their cores.
public enum QueuePolicy: String, Sendable, CaseIterable {
    /// The oldest first; while it cannot start, no other does (FATE-Flow since 1.5).
    case fifo
    /// The oldest first; while it cannot start, a job that fits may pass it, unless that would delay
    /// it (EASY backfilling: Lifka, "The ANL/IBM SP Scheduling System", JSSPP 1995).
    case backfill
    /// The highest `priority` first, the oldest among equals; while it cannot start, no other does.
    case priority
}
