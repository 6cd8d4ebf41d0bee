import ArgumentParser
import Domain

extension PartyCommands {
    /// `clotho party ping`.
    struct Ping: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ask the sites of the parties whether they are there.",
            discussion: """
                Ends with status 1 when one of them does not answer, 2 when they could not be asked.
                """)

        @Argument(help: "The party's id; all that have a route when it is left out.")
        var party: String?

        @OptionGroup var options: ServerOptions

        func run() async throws { try await FindingStatus.of { try await ping() } }

        private func ping() async throws {
            var body: JSONObject = [:]
            body["party_id"] = party.map { .string($0) }
            let request = JSONValue.object(body)
            let pings = try await options.connect { site in
                let reply = try await site.post("party/ping", request).accepted("ask the parties")
                options.show(reply.data) { Self.lines(reply.data) }
                return (reply.data.array ?? []).compactMap(\.object)
            }
            guard pings.allSatisfy({ $0["reachable"]?.bool == true }) else {
                throw FindingStatus.found
            }
        }

        private static func lines(_ data: JSONValue) -> [InkedLine] {
            let pings = (data.array ?? []).compactMap(\.object)
            guard !pings.isEmpty else { return [InkedLine("every party lives at this site")] }
            var table = TextTable(["party", "site", ">ms", "FATE", "state"])
            for ping in pings {
                table.append([
                    ping["party_id"]?.plainText ?? "", ping["address"]?.string ?? "here",
                    ping["milliseconds"]?.plainText ?? "", ping["fate_version"]?.string ?? "",
                    ping["problem"]?.string ?? "there",
                ])
            }
            return table.lines()
        }
    }
}
