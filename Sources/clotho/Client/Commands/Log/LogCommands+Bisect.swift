import ArgumentParser
import Domain
import NIOCore

extension LogCommands {
    /// `clotho log bisect`.
    struct Bisect: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find the first event after which a row satisfies a condition.",
            discussion: """
                The condition is TABLE where COLUMN = VALUE and …, for example

                  clotho log bisect "t_task where f_component_name = hetero_lr_0 and f_party_status = failed"
                  clotho log bisect "job where job_id = 202611210531440000010 and progress >= 50"

                Tables and columns are those of views.sqlite; t_ and f_ may be left out. Operators \
                are = != < <= > >=, is null and is not null. Put text with spaces in single quotes.
                """)

        @Argument(help: "The condition.")
        var condition: String

        @OptionGroup var options: ServerOptions

        func run() async throws {
            try await options.connect { site in
                let reply = try await site.post(
                    "log/bisect", ["predicate": .string(condition)], within: .hours(1)
                ).accepted("search the log")
                options.show(reply.data) { Self.lines(reply.data) }
            }
        }

        private static func lines(_ data: JSONValue) -> [InkedLine] {
            let event = data.object?["event"] ?? .null
            let position = event.object?["position"]?.plainText ?? ""
            let table = data.object?["table"]?.plainText ?? ""
            let values = (data.object?["row"]?.object ?? [:])
                .filter { !$0.value.isNull && $0.value.string != "" }
            return [
                EventLine(event).line, InkedLine(),
                InkedLine("\(table) right after position \(position)", .bold),
            ]
                + TextTable(members: .object(JSONObject(values.map { ($0.key, $0.value) })))
                .lines(withHeader: false).map { $0.clipped(to: Terminal.current.columns) }
        }
    }
}
