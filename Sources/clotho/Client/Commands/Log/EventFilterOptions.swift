import ArgumentParser
import Domain

/// Which events a person wants to see.
struct EventFilterOptions: ParsableArguments {
    @Option(help: "Only the events of this job.")
    var job: String?

    @Option(help: "Only this stream, such as engine-standalone; \"party-*\" for all that begin so.")
    var stream: String?

    @Option(help: "Only this type, such as job.ended; \"job.*\" for all that begin so.")
    var type: String?

    @Option(help: "Only what this actor asked for, such as scheduler; \"worker*\" for all.")
    var actor: String?

    @Option(help: "Only what belongs to this request or job.")
    var correlation: String?

    @Option(help: "Only what happened at this site; imported events keep theirs. \"*\" for all.")
    var origin: String?

    @Option(
        help: ArgumentHelp(
            "Begin with this moment: a time (2026-11-21 05:31, \"10m ago\") or a position.",
            valueName: "moment"))
    var since: String?

    /// The filter as the server understands it.
    func query() throws(ClientError) -> [(name: String, value: String)] {
        let texts = [
            ("job", job), ("stream", stream), ("type", type), ("actor", actor),
            ("correlation", correlation), ("origin", origin),
            (
                "since",
                try since.map { text throws(ClientError) in
                    try MomentArgument.text(text, "--since") { $0.lowerBound }
                }
            ),
        ]
        return texts.compactMap { name, text in text.map { (name, $0) } }
    }
}
