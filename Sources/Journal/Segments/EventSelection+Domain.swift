public import Domain
public import EventStore

extension EventSelection {
    /// All that belongs to a job: its streams at every party, and what happened elsewhere for its
    /// sake, such as the writing of its tables.
    public static func job(_ job: JobID) throws(EventLogError) -> EventSelection {
        try EventSelection(
            title: "job \(job)",
            rules: [
                .stream("job-\(job)"), .streamPrefix("party-\(job)/"),
                .streamPrefix("track-\(job)/"), .correlation(job.text),
            ])
    }

    /// The streams of models whose name begins so: a party's model id, and a slash and a version
    /// behind it for one version alone.
    public static func model(_ model: String) throws(EventLogError) -> EventSelection {
        var prefixes = [StreamIdentity.escape(model[...])]
        // A slash in the name is written in another way there than the one before the version.
        if let slash = model.lastIndex(of: "/") {
            prefixes.append(StreamIdentity.escape(model[..<slash]) + model[slash...])
        }
        return try EventSelection(
            title: "model \(model)", rules: prefixes.map { .streamPrefix("model-\($0)") })
    }
}
