import Domain
import Federation
import Testing

@Suite struct MessageDiscardTests {
    private let site = HubSite()

    @Test func nothingIsLeftOfADiscardedReceiver() async throws {
        let hub = try site.hub()
        try await hub.push([1], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        try await hub.push([1], from: host, to: guest, name: "key", tag: "0", task: firstRun)
        await hub.discard(firstRun, of: host)
        #expect(site.files.count == 2)  // the guest's message and the list of closed receivers
        let bytes = try await hub.pull(from: host, to: guest, name: "key", tag: "0", task: firstRun)
        #expect(bytes == [1])
    }

    @Test(arguments: [false, true])
    func messagesAfterwardsAreRefused(isRestarted: Bool) async throws {
        try await site.hub().discard(firstRun, of: host)
        let hub = try site.hub()
        let error = await #expect(throws: MessageError.self) {
            try await hub.push([1], from: guest, to: host, name: "key", tag: "0", task: firstRun)
        }
        #expect(error?.code == .discarded)
        await #expect(throws: MessageError.self) {
            try await hub.pull(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        }
    }

    @Test func anotherRunOfTheTaskIsNotDiscarded() async throws {
        let hub = try site.hub()
        await hub.discard(firstRun, of: host)
        let rerun = TaskID(job: firstRun.job, component: firstRun.component, version: 1)
        try await hub.push([1], from: guest, to: host, name: "key", tag: "0", task: rerun)
    }

    @Test func whoWaitsIsToldSo() async throws {
        let hub = try site.hub()
        let pull = Task {
            try await hub.pull(from: guest, to: host, name: "key", tag: "0", task: firstRun)
        }
        await site.clock.untilWaiters(1)
        await hub.discard(firstRun, of: host)
        await #expect(throws: MessageError.self) { try await pull.value }
    }

    @Test func theListOfClosedReceiversStaysShort() async throws {
        let hub = try site.hub()
        for version in 0..<10_000 {
            let run = TaskID(job: firstRun.job, component: firstRun.component, version: version)
            await hub.discard(run, of: host)
        }
        #expect(try site.closedReceivers().count <= 8_192)
    }
}
