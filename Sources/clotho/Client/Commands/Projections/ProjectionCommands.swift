import API
import ArgumentParser
import Domain
import EventStore
import Projections

/// `clotho projections …`.
struct ProjectionCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "projections",
        abstract: "Look after the views: the SQL tables that are made from the log.",
        discussion: "Each command asks a server, or works on a data directory with --data-dir.",
        subcommands: [Status.self, Verify.self, Rebuild.self])

    /// `clotho projections status`.
    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how far the views are and how many rows they hold.")

        @OptionGroup var place: ViewPlace
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let data = try await place.answer(options, "projections/status", .get) { views, log in
                try ViewStatus(of: views).json(head: log.head)
            }
            options.show(data) { ProjectionLines.status(data) }
        }
    }

    /// `clotho projections verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the views from the log once more and compare every row.",
            discussion: """
                Ends with status 1, and names the first row, when they differ; with 2 when they \
                could not be compared.
                """)

        @OptionGroup var place: ViewPlace
        @OptionGroup var options: ServerOptions

        func run() async throws { try await FindingStatus.of { try await compare() } }

        private func compare() async throws {
            let data = try await place.answer(options, "projections/verify", .post) { views, log in
                try await ViewCheck.run(views, against: log).json
            }
            options.show(data) { ProjectionLines.check(data) }
            if data.object?["equal"] != true { throw FindingStatus.found }
        }
    }

    /// `clotho projections rebuild`.
    struct Rebuild: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the views anew beside the live ones and put them in their place.",
            discussion: """
                Readers see the old rows until the new ones are complete. With --data-dir no server \
                may run on the directory; ask the server itself instead.
                """)

        @OptionGroup var place: ViewPlace
        @OptionGroup var options: ServerOptions

        func run() async throws {
            let data = try await data()
            options.show(data) { ProjectionLines.rebuilt(data) }
        }

        private func data() async throws -> JSONValue {
            guard let directory = place.dataDir else {
                return try await place.ask(options, "projections/rebuild", .post)
            }
            return try await ViewDirectory(directory).rebuild()
        }
    }
}
