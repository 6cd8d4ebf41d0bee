import ArgumentParser
import Domain

/// `clotho metric …`.
struct MetricCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metric", abstract: "Look at what components measured.",
        subcommands: [Show.self])

    /// `clotho metric show`.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show the metrics of a component: loss by iteration, evaluation, curves.",
            discussion: "Without --role and --party those of the job's initiator are shown.")

        @Argument(help: "The job.")
        var job: String

        @Argument(help: "The component, such as hetero_lr_0.")
        var component: String

        @Option(help: "The role whose metrics to show.")
        var role: String?

        @Option(help: "The party whose metrics to show.")
        var party: String?

        @Option(help: "Only metrics of this namespace, such as train.")
        var namespace: String?

        @Option(help: "Only metrics of this name, such as loss.")
        var name: String?

        @OptionGroup var past: PastOption
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let body = try past.adding(to: body)
            try await options.connect { site in
                let reply = try await site.post("tracking/component/metric/all", body)
                    .accepted("read the metrics of \(component)")
                let metrics = MetricSeries.all(in: reply.data).filter(isWanted)
                let lines = metrics.flatMap { $0.lines(inFull: name != nil) }
                options.show(.object(MetricSeries.json(metrics)), about: reply.moment) {
                    lines.isEmpty ? [InkedLine("\(component) measured nothing here.")] : lines
                }
            }
        }

        private var body: JSONObject {
            var body: JSONObject = ["job_id": .string(job), "component_name": .string(component)]
            body["role"] = role.map(JSONValue.string)
            body["party_id"] = party.map(JSONValue.string)
            return body
        }

        private func isWanted(_ metric: MetricSeries) -> Bool {
            (namespace ?? metric.namespace) == metric.namespace
                && (name ?? metric.name) == metric.name
        }
    }
}
