import Components
import Domain
import Wire

/// Messages to and from the other parties' workers, by way of the own site.
struct SiteChannel: PartyChannel {
    let site: SiteClient
    let outbox: Outbox

    func send(_ bytes: [UInt8], name: String, tag: String, to party: Party) async throws {
        try await site.push(bytes, WorkerCalls.message(party, name: name, tag: tag))
    }

    /// Waits as long as it takes: when the other party fails, the site ends this process.
    func receive(name: String, tag: String, from party: Party) async throws -> [UInt8] {
        let message = WorkerCalls.message(party, name: name, tag: tag)
        while true {
            if let bytes = try await site.pull(message) {
                await outbox.acknowledge(message)
                return bytes
            }
        }
    }
}
