import Domain
import Foundation
import Testing

/// The quickstart's job over three sites: three servers, their workers, HTTP between them.
@Suite(.serialized) struct FederationTests {
    static let parties: [(name: String, id: Int)] = [
        ("bank", 9999), ("insurer", 10000), ("notary", 9998),
    ]

    /// Starts the three sites and tells each where the parties live.
    func sites() async throws -> [ServerProcess] {
        var servers: [ServerProcess] = []
        for party in Self.parties {
            servers.append(try await ServerProcess(["--site", party.name]))
        }
        for (place, server) in servers.enumerated() {
            for (other, party) in Self.parties.enumerated() {
                let id = JSONValue.integer(Int64(party.id))
                let route: JSONValue =
                    other == place
                    ? ["party_id": id, "here": true]
                    : ["party_id": id, "address": .string(servers[other].address)]
                let answer = try await SiteClient(address: server.address)
                    .post("party/add", route)
                #expect(answer.code == 0, "\(answer.message)")
            }
        }
        return servers
    }

    @Test func threeSitesLearnWhatOneSiteLearns() async throws {
        let guest = try [UInt8](
            Data(contentsOf: Programs.demoData.appending(path: "credit_guest.csv")))
        let host = try [UInt8](
            Data(contentsOf: Programs.demoData.appending(path: "credit_host.csv")))
        // All rows in one batch: the order in which an intersection gives them differs each time.
        let lr = FederatedJob.lr(iterations: 4, batch: -1)
        let alone = try await FederatedJobTests().evaluate(guest: guest, host: host, lr: lr)

        let servers = try await sites()
        let clients = servers.map { SiteClient(address: $0.address) }
        try await FederatedJob.upload(
            guest: guest, host: host, to: clients[0], hostsSite: clients[1])
        let job = FederatedJob(guestTable: "guest", hostTable: "host", lr: lr, arbiter: 9998)
        let submitted = try await clients[0].post(
            "job/submit", ["job_dsl": FederatedJob.dsl, "job_runtime_conf": job.conf])
        let id = try #require(submitted.job, "\(submitted.message)")
        let end = try await clients[0].end(of: id)
        #expect(end.status == "success", "\(end.reason)")
        let together = try await clients[0].evaluation(of: id).points
        let auc = try #require(together["auc"])
        #expect(auc > 0.8)
        let known = try #require(alone["auc"])
        #expect(abs(auc - known) < 1e-6, "\(auc) over three sites, \(known) at one")

        try await clients[0].closing(of: id, parties: 3)
        try await reconcile(id, servers)
        for server in servers {
            #expect(await server.end() == 0)
            #expect(server.workers.isEmpty)
        }
    }

    /// Both sides agree, whichever is asked, and whether the other is named or found by its route.
    private func reconcile(_ job: JobID, _ servers: [ServerProcess]) async throws {
        let notary = ["--other", servers[2].address]
        let audits: [(asked: ServerProcess, party: String, other: [String])] = [
            (servers[0], "host:10000", []), (servers[1], "host:10000", []),
            (servers[0], "arbiter:9998", notary), (servers[2], "arbiter:9998", []),
        ]
        for (asked, party, other) in audits {
            let audit = try await CommandLine(server: asked.address)
                .run(["audit", "reconcile", job.text, "--with", party] + other)
            #expect(audit.status == 0, "\(party): \(audit.output)\(audit.complaints)")
            #expect(audit.output.contains("agree"))
        }
        let folder = servers[0].directory.path()
        let half = try await CommandLine(server: servers[0].address)
            .run("audit", "reconcile", job.text, "--with", "host:10000", "--data-dir", folder)
        #expect(half.status == 2)
        #expect(half.complaints.contains("nothing of host:10000 here"), "\(half.complaints)")
    }

    @Test func pingTellsWhoIsThere() async throws {
        let servers = try await sites()
        let command = CommandLine(server: servers[0].address)
        let all = try await command.run("party", "ping")
        #expect(all.status == 0, "\(all.output)\(all.complaints)")
        #expect(all.output.contains("here") && all.output.contains("there"))
        servers[1].crash()
        let one = try await command.run("party", "ping", "10000")
        #expect(one.status == 1)
        #expect(one.output.contains("was not reached"))
        let list = try await command.run("party", "list")
        #expect(list.output.contains(servers[1].address))
        for server in [servers[0], servers[2]] { #expect(await server.end() == 0) }
    }
}
