import Domain

/// Rings a bell for every event of a job.
struct EventListener {
    /// How often in a row a lost connection is opened again.
    private static let attemptsMax = 5

    let site: SiteConnection
    let jobID: String

    /// Listens until cancelled; a lost connection is opened again after the last event heard.
    func run(_ bell: NewsBell, after head: UInt64) async {
        var heard = head
        var failures = 0
        while !Task.isCancelled {
            do {
                for try await event in try await site.events(after: heard, ofJob: jobID) {
                    failures = 0
                    heard = event.position ?? heard
                    bell.ring()
                }
            } catch {
                failures += 1
                guard failures < Self.attemptsMax else { return bell.fail(error) }
            }
            guard (try? await Task.sleep(for: .seconds(1))) != nil else { return }
        }
    }
}

extension SiteConnection {
    /// The events of a job after a position, and those to come.
    func events(after position: UInt64, ofJob jobID: String) async throws -> ServerEvents {
        try await events([("after", String(position)), ("job", jobID)])
    }

    /// The position of the last event in the log.
    func headPosition() async throws -> UInt64 {
        let stat = try await get("log/stat", []).accepted("read the state of the log").data
        guard let head = stat.object?["head"]?.integer.flatMap({ UInt64(exactly: $0) }) else {
            throw ClientError(.badAnswer, "log/stat named no head: \(stat.text())")
        }
        return head
    }
}

extension ServerEvent {
    /// The place in the log of the event that this message carries.
    var position: UInt64? { id.flatMap { UInt64($0) } }

    /// The event of the log that this message carries.
    var logEvent: JSONValue? { try? JSONValue(parsing: data) }
}
