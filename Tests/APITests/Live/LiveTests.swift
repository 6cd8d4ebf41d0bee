import Domain
import EventStore
import HTTPTypes
import Journal
import TestKit
import Testing

@testable import API

/// What needs a connection: streams, and connections that break.
@Suite(.timeLimit(.minutes(30))) struct LiveTests {
    func get(_ path: String) -> [UInt8] {
        Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
    }

    @Test func eventsAreSentAsTheyCome() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            try await LiveSite.run(api) { site in
                async let text = site.exchange(get("/v1/events?after=0")) {
                    $0.contains("event: job.ended")
                }
                _ = try await api.post(
                    "/v1/job/submit",
                    [
                        "job_dsl": JobDocuments.dsl(["a": []]),
                        "job_runtime_conf": JobDocuments.conf(),
                    ])
                let events = await text
                #expect(events.contains("text/event-stream"))
                #expect(events.contains("id: 1\nevent: engine.registered\ndata: {\"position\":1,"))
                #expect(events.contains("event: job.submitted"))
            }
        }
    }

    /// The server stops when it is told to, however long somebody wants to listen.
    @Test func aFollowerDoesNotHoldUpTheEnd() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let (texts, continuation) = AsyncStream<String>.makeStream()
            try await LiveSite.run(api) { site in
                let isListening = AsyncStream<Void>.makeStream()
                Task {
                    let text = await site.exchange(get("/v1/events")) { text in
                        if text.contains("id: 1") { isListening.continuation.yield() }
                        return false
                    }
                    continuation.yield(text)
                }
                for await _ in isListening.stream { break }
            }
            for await text in texts {
                #expect(text.hasSuffix("\r\n0\r\n\r\n"))
                break
            }
        }
    }

    @Test func aFinishedLogEnds() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            let answer = try await api.post(
                "/v1/job/submit",
                [
                    "job_dsl": JobDocuments.dsl(["a": []]),
                    "job_runtime_conf": JobDocuments.conf(),
                ])
            let job = answer.members["jobId"]?.string ?? ""
            _ = try await api.simulated.end(of: JobID(job)!)
            try await LiveSite.run(api) { site in
                let text = await site.exchange(
                    get("/v1/events?after=1&follow=false&job=\(job)&limit=2")
                ) { $0.contains("\r\n0\r\n") }
                #expect(text.contains("id: 2\n"))
                #expect(text.split(separator: "\n").count { $0.hasPrefix("event: ") } == 2)
                #expect(text.contains("\"payload\":{\"job\":"))
                let none = await site.exchange(get("/v1/events?after=100000&follow=false")) {
                    $0.contains("\r\n0\r\n")
                }
                #expect(!none.contains("event: "))
            }
        }
    }

    @Test func aCutUploadLeavesNothing() async throws {
        let api = try await TestAPI()
        try await LiveSite.run(api) { site in
            let query =
                "%7B%22namespace%22:%22n%22,%22table_name%22:%22t%22,%22head%22:1,%22partition%22:4%7D"
            let head =
                "POST /v1/data/upload?\(query) HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: multipart/form-data; boundary=X\r\nContent-Length: 100000\r\n\r\n"
                + "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n"
            let rows = (0..<500).map { "\($0),1,2\n" }.joined()
            do {
                let connection = RawConnection(port: site.port)
                connection.send(Array((head + "id,x,y\n" + rows).utf8))
                while api.directory.files(in: "uploads").isEmpty {
                    await Task.yield()
                }
            }
            while !api.directory.files(in: "uploads").isEmpty {
                await Task.yield()
            }
            #expect(api.site.log.head.number == 1)
        }
    }

    @Test func healthAndTheStateOfTheLog() async throws {
        let api = try await TestAPI()
        try await api.simulated.running {
            try await api.site.settle()
            let health = try await api.ask(.get, "/health")
            #expect(
                health.members == [
                    "status": "ok", "site": "test", "head": 1, "projected": 1, "lag": 0,
                    "forked_peers": [], "silent_coordinators": [], "role": "leader", "epoch": 0,
                    "leader": .null,
                ])
            let stat = try await api.ask(.get, "/v1/log/stat").data?.object
            #expect(stat?["head"] == 1)
            #expect(stat?["head_leaf_hash"]?.string?.count == 64)
            let engine = try await api.post("/v1/resource/query", [:]).data?.object
            let cores = engine?["computing_engine_resource"]?.object?["f_remaining_cores"]
            #expect(cores == 20)
        }
    }
}
