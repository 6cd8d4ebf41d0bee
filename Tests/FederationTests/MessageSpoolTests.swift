import Domain
import Federation
import Testing

@Suite struct MessageSpoolTests {
    private let site = HubSite()

    /// The folder of a job goes with its last message, perhaps while the next one is written.
    @Test func aMessageMayComeWhileTheLastOneGoes() async throws {
        let hub = try site.hub()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<400 {
                let tag = String(number)
                group.addTask {
                    try await hub.push(
                        [1], from: guest, to: host, name: "key", tag: tag, task: firstRun)
                    await hub.acknowledge(
                        from: guest, to: host, name: "key", tag: tag, task: firstRun)
                }
            }
            try await group.waitForAll()
        }
        #expect(site.files.isEmpty)
    }
}
