import ArgumentParser
import Domain

extension ModelCommands {
    /// `clotho model deploy`.
    struct Deploy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a version of a trained model that predict jobs can use.",
            discussion: """
                Submit a predict job with job_type "predict" and the model_id and model_version that \
                this prints in job_parameters.common of its conf; it needs no DSL.
                """)

        @Argument(help: "The version: the id of the job that trained it.")
        var version: String

        @Option(
            name: .customLong("components"),
            help: "The components to take, such as reader_0,hetero_lr_0. All of them otherwise.")
        var components: String?

        @Option(
            name: .customLong("dsl"), help: "A file with the DSL of predict jobs, in their place.",
            completion: .file())
        var dsl: String?

        @OptionGroup var options: ServerOptions

        func validate() throws {
            guard components == nil || dsl == nil else {
                throw ValidationError("Give --components or --dsl, not both.")
            }
        }

        func run() async throws {
            try await options.connect { site in
                let rows = try await site.post(
                    "model/query", ["model_version": .string(version)]
                ).accepted("find the model")
                let modelID = rows.data.array?.first?.object?["f_model_id"] ?? .null
                var body: JSONObject = ["model_id": modelID, "model_version": .string(version)]
                body["cpn_list"] = components.map(JSONValue.string)
                body["predict_dsl"] = try dsl.map { try JSONFile.read($0) }
                let reply = try await site.post("model/deploy", .object(body))
                    .accepted("deploy the model")
                options.show(reply) { Self.lines(reply.data) }
            }
        }

        private static func lines(_ data: JSONValue) -> [InkedLine] {
            [
                InkedLine("model_id       \(data.object?["model_id"]?.string ?? "")"),
                InkedLine("model_version  \(data.object?["model_version"]?.string ?? "")"),
            ]
        }
    }
}
