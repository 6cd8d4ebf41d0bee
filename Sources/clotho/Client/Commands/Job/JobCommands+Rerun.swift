import ArgumentParser
import Domain

extension JobCommands {
    /// `clotho job rerun`.
    struct Rerun: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Run an ended job again, whole or from some components on.",
            discussion: """
                Without --component everything runs again that has not succeeded. With it, these \
                components and all that reads their outputs, directly or not. What has succeeded \
                runs again with --force only. What ran before stays readable as earlier versions. \
                With --watch: \(watchDiscussion)
                """)

        @Argument(help: "The job.")
        var job: String

        @Option(name: .long, help: "A component to begin with; may be given several times.")
        var component: [String] = []

        @Flag(help: "Run what has succeeded again too.")
        var force = false

        @Flag(help: "Stay and show the job until it ends.")
        var watch = false

        @OptionGroup var options: ServerOptions

        func run() async throws {
            var body: JSONObject = ["job_id": .string(job), "force": .bool(force)]
            if !component.isEmpty {
                body["component_name"] = .array(component.map { .string($0) })
            }
            let request = JSONValue.object(body)
            try await options.connect { site in
                let reply = try await site.post("job/rerun", request).accepted("rerun job \(job)")
                if watch { return try await JobCommands.watch(job, on: site, options) }
                options.show(reply.envelope) { [InkedLine(reply.message)] }
            }
        }
    }

    /// `clotho job update`.
    struct Update: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change parameters of an ended job for when it runs again.",
            discussion: """
                The file has job_parameters.common with \
                \(ParameterChange.changeableNames.joined(separator: ", ")), or \
                component_parameters as in a runtime conf, or both. What ran before keeps the \
                parameters that it ran with. Components that have succeeded run again with: \
                clotho job rerun JOB --component COMPONENT --force
                """)

        @Argument(help: "The job.")
        var job: String

        @Option(help: "The file that says what changes, JSON.")
        var conf: String

        @OptionGroup var options: ServerOptions

        func run() async throws {
            guard var body = try JSONFile.read(conf).object else {
                throw ClientError(.badInput, "\(conf) must hold a JSON object.")
            }
            body["job_id"] = .string(job)
            let request = JSONValue.object(body)
            try await options.connect { site in
                let reply = try await site.post("job/parameter/update", request)
                    .accepted("change the parameters of job \(job)")
                let names = (reply.data.object?["components"]?.array ?? []).compactMap(\.string)
                let changed = names.isEmpty ? "" : ", components \(names.joined(separator: ", "))"
                options.show(reply.data) {
                    [InkedLine("job \(job) has other parameters from its next run on\(changed)")]
                }
            }
        }
    }
}
