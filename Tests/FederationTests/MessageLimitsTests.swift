import Domain
import Federation
import Testing

@Suite struct MessageLimitsTests {
    private let site = HubSite()
    private let limits: MessageLimits = {
        var limits = MessageLimits()
        limits.messageBytesMax = 10
        limits.receiverBytesMax = 15
        return limits
    }()

    @Test func aMessageMayNotBeTooLarge() async throws {
        let hub = try site.hub(limits)
        let error = await #expect(throws: MessageError.self) {
            try await push(11, tag: "0", hub)
        }
        #expect(error?.code == .tooLarge)
    }

    @Test func aPushWaitsUntilTheReceiverTookSome() async throws {
        let hub = try site.hub(limits)
        try await push(10, tag: "0", hub)
        async let second: Void = push(10, tag: "1", hub)
        await site.clock.untilWaiters(1)
        #expect(site.files.count == 1)
        await hub.acknowledge(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        try await second
        #expect(site.files.count == 1)
    }

    @Test func theNextHubCountsWhatLiesThere() async throws {
        try await push(10, tag: "0", site.hub(limits))
        let hub = try site.hub(limits)
        async let second: Void = push(10, tag: "1", hub)
        await site.clock.untilWaiters(1)
        await hub.acknowledge(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        try await second
    }

    @Test func aPushIsRefusedWhenTheReceiverTakesNothing() async throws {
        let hub = try site.hub(limits)
        try await push(10, tag: "0", hub)
        let second = Task {
            try await hub.push(
                [UInt8](repeating: 0, count: 10), from: guest, to: host, name: "key", tag: "1",
                task: firstRun)
        }
        await site.clock.untilWaiters(1)
        site.clock.advance(milliseconds: 60_000)
        let error = await #expect(throws: MessageError.self) { try await second.value }
        #expect(error?.code == .receiverFull)
    }

    @Test func anotherReceiverIsNotHeldUp() async throws {
        let hub = try site.hub(limits)
        try await push(10, tag: "0", hub)
        try await hub.push(
            [UInt8](repeating: 0, count: 10), from: host, to: guest, name: "key", tag: "0",
            task: firstRun)
    }

    private func push(_ count: Int, tag: String, _ hub: MessageHub) async throws {
        try await hub.push(
            [UInt8](repeating: 0, count: count), from: guest, to: host, name: "key", tag: tag,
            task: firstRun)
    }
}
