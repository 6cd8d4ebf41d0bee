import Domain
import Federation
import Testing

@Suite struct MessageHubTests {
    private let site = HubSite()

    @Test func aMessageIsPulledAsOftenAsItIsAskedFor() async throws {
        let hub = try site.hub()
        try await hub.push([1, 2, 3], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        for _ in 0..<2 {
            let bytes = try await hub.pull(
                from: guest, to: host, name: "key", tag: "0", task: firstRun)
            #expect(bytes == [1, 2, 3])
        }
    }

    @Test func aPullWaitsForItsMessage() async throws {
        let hub = try site.hub()
        async let pulled = hub.pull(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        await site.clock.untilWaiters(1)
        try await hub.push([], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        #expect(try await pulled == [])
    }

    @Test func aPullAsksAgainWhenTheTimeIsOver() async throws {
        let hub = try site.hub()
        async let pulled = hub.pull(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        await site.clock.untilWaiters(1)
        site.clock.advance(milliseconds: 20_000)
        #expect(try await pulled == nil)
    }

    @Test func aCancelledPullReturns() async throws {
        let hub = try site.hub()
        let pull = Task {
            try await hub.pull(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        }
        await site.clock.untilWaiters(1)
        pull.cancel()
        #expect(try await pull.value == nil)
    }

    @Test(arguments: Address.others) func noOtherAddressSeesIt(_ other: Address) async throws {
        let hub = try site.hub()
        try await hub.push([1], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        async let pulled = hub.pull(
            from: other.from, to: other.to, name: other.name, tag: other.tag, task: other.task)
        await site.clock.untilWaiters(1)
        site.clock.advance(milliseconds: 20_000)
        #expect(try await pulled == nil)
    }

    @Test(arguments: ["../../etc/passwd", "", "a/b", "ключ 🔑", "\n{\"bytes\":0}\n", "%00", "."])
    func anyNameWillDo(_ name: String) async throws {
        try await site.hub().push([7], from: guest, to: host, name: name, tag: name, task: firstRun)
        let bytes = try await site.hub().pull(
            from: guest, to: host, name: name, tag: name, task: firstRun)
        #expect(bytes == [7])
        #expect(site.files.allSatisfy { $0 == "202601010000000000000/1.message" })
    }

    @Test func aRepeatedPushIsHarmless() async throws {
        let hub = try site.hub()
        for _ in 0..<2 {
            try await hub.push([1], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        }
        #expect(site.files.count == 1)
        await #expect(throws: MessageError.self) {
            try await hub.push([2], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        }
        let bytes = try await hub.pull(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        #expect(bytes == [1])
    }

    @Test func repeatedPushesAtTheSameTimeKeepOne() async throws {
        let hub = try site.hub()
        try await withThrowingTaskGroup { group in
            for _ in 0..<20 {
                group.addTask {
                    try await hub.push(
                        [1], from: guest, to: host, name: "key", tag: "0", task: firstRun)
                }
            }
            try await group.waitForAll()
        }
        #expect(site.files.count == 1)
    }

    @Test func aReceivedMessageIsForgotten() async throws {
        let hub = try site.hub()
        try await hub.push([1], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        await hub.acknowledge(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        await hub.acknowledge(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        #expect(site.files == [])
    }
}
