import Domain
import Federation
import Testing

@Suite struct MessageRestartTests {
    private let site = HubSite()

    @Test func theNextHubHasTheMessages() async throws {
        try await site.hub().push(
            [1, 2], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        let hub = try site.hub()
        try await hub.push([3], from: guest, to: host, name: "key", tag: "1", task: firstRun)
        #expect(
            try await hub.pull(from: guest, to: host, name: "key", tag: "0", task: firstRun) == [
                1, 2,
            ])
        #expect(
            try await hub.pull(from: guest, to: host, name: "key", tag: "1", task: firstRun) == [3])
    }

    @Test func aPushThatIsRepeatedAtTheNextHubIsHarmless() async throws {
        for _ in 0..<2 {
            try await site.hub().push(
                [1], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        }
        #expect(site.files.count == 1)
    }

    @Test(arguments: ["9.message.77.tmp", "9.message", "x.message"])
    func whatIsNotWholeIsRemoved(_ name: String) async throws {
        try await site.hub().push(
            [1], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        try site.write("{\"job\":\"202601010000000000000\"", to: "202601010000000000000/\(name)")
        _ = try site.hub()
        #expect(site.files == ["202601010000000000000/1.message"])
    }

    @Test func aCutMessageIsRemoved() async throws {
        try await site.hub().push(
            [1, 2, 3], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        try site.cut("202601010000000000000/1.message")
        _ = try site.hub()
        #expect(site.files == [])
    }
}
