import ArgumentParser
import Domain
import Glibc

/// What every client command takes.
struct ServerOptions: ParsableArguments {
    private static var serverDefault: String {
        getenv("CLOTHO_SERVER").map { String(cString: $0) } ?? "http://127.0.0.1:9380"
    }

    @Option(help: "The address of the server; also taken from CLOTHO_SERVER.")
    var server = Self.serverDefault

    @Flag(help: "Print JSON instead of text for people.")
    var json = false

    /// Lends a connection to the server.
    func connect<Result>(
        _ body: (SiteConnection) async throws -> Result
    ) async throws -> Result {
        try await SiteConnection.with(server, body)
    }

    /// Prints an answer: its data as JSON, or as lines for people.
    func show(_ data: JSONValue, _ lines: () -> [InkedLine]) {
        Terminal.show(data, asJSON: json, lines)
    }
}
