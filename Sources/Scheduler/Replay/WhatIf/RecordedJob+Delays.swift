import Domain

/// How long the steps took that no worker does.
extension RecordedJob {
    /// From the submission until all parties had created their part.
    var creationDelay: Int64 {
        max(0, queuedAt?.milliseconds(since: submittedAt) ?? 0)
    }

    /// From the decision to start until all parties had their cores.
    var startDelay: Int64 {
        guard let startedAt, let decidedAt else { return 0 }
        return max(0, startedAt.milliseconds(since: decidedAt))
    }

    /// From the end until the cores were given back.
    var releaseDelay: Int64 {
        guard let releasedAt, let endedAt else { return 0 }
        return max(0, releasedAt.milliseconds(since: endedAt))
    }
}
