import Domain
import EventStore
import HTTPTypes
import Projections
import Synchronization
import TestKit
import Testing

@testable import API

/// What a client gets while the rows are being made from the beginning of the log.
@Suite struct ReadinessTests {
    /// A site whose log is longer than its rows, which nobody makes yet.
    private func unready() async throws -> TestAPI {
        var api = try await TestAPI()
        let views = try ViewStore()
        api.site.views = views
        api.site.projector = try Projector(log: api.site.log, store: views)
        return api
    }

    @Test func halfMadeRowsAreNotRead() async throws {
        let api = try await unready()
        let health = try await api.ask(.get, "/health")
        #expect(health.members["status"] == "building views")
        #expect(health.members["lag"] == 1)
        let isAnswered = Atomic(false)
        async let answer = {
            defer { isAnswered.store(true, ordering: .releasing) }
            return try await api.post("/v1/resource/query", [:])
        }()
        while !isAnswered.load(ordering: .acquiring) {
            api.simulated.clock.advance(byMilliseconds: 5_000)
            await Task.yield()
        }
        let refused = try await answer
        #expect(refused.code == 106)
        #expect(
            refused.message
                == "the views are being made from the log: 0 of 1 events; ask again in a while")
        // What reads no rows is answered.
        #expect(try await api.post("/v1/version/get", [:]).code == 0)
    }

    @Test func aReadWaitsForTheRows() async throws {
        let api = try await unready()
        try await withThrowingTaskGroup(of: Void.self) { group in
            async let answer = api.post("/v1/resource/query", [:])
            let projector = api.site.projector
            group.addTask { try await projector.run() }
            let engine = try await answer.data?.object?["computing_engine_resource"]?.object
            #expect(engine?["f_cores"] == 20)
            #expect(try await api.ask(.get, "/health").members["status"] == "ok")
            group.cancelAll()
        }
    }
}
