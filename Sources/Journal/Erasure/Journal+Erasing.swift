import Domain
import EventStore

extension Journal {
    /// Destroys payloads and records the tombstone in the same commit.
    func erase(
        _ positions: [Position], noting event: SiteEvent, _ context: CommandContext
    ) async throws -> Position {
        let encoded = try SiteDecider.encode(event)
        let stream = try Self.name(of: .site)
        let receipt = try await log.erase(
            positions,
            appending: [
                StreamAppend(
                    stream: stream, expected: .any, events: [newEvent(encoded, .site, context)])
            ])
        await forgetStates()
        return receipt.last
    }
}
