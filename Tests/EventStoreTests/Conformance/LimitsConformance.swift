import EventStore
import Testing

/// What is refused before it reaches the log.
@Suite struct LimitsConformance {
    @Test(arguments: LogKind.allCases)
    func anAppendNeedsAnEvent(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            await #expect(throws: EventLogError.invalid("an append needs at least one event")) {
                try await log.append([])
            }
        }
    }

    @Test(arguments: LogKind.allCases)
    func textsHaveLimits(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            let stream = Sample.stream("a")
            var event = Sample.event(0)
            event.actor = String(repeating: "x", count: 401)
            let tooLarge = EventLogError.tooLarge(what: "the actor", bytes: 401, limit: 400)
            await #expect(throws: tooLarge) {
                try await log.append(to: stream, expected: .any, [event])
            }
            event.actor = "line\nbreak"
            await #expect(throws: EventLogError.invalid("the actor holds a control character")) {
                try await log.append(to: stream, expected: .any, [event])
            }
            event.actor = "ålice"
            event.type = ""
            await #expect(throws: EventLogError.invalid("the type is empty")) {
                try await log.append(to: stream, expected: .any, [event])
            }
        }
    }

    @Test(arguments: LogKind.allCases)
    func eventsHaveALimit(_ kind: LogKind) async throws {
        try await withLog(kind, options: EventLogOptions(eventSizeMax: 1_000)) { log in
            let large = Sample.event(0, payload: [UInt8](repeating: 0, count: 1_000))
            let error = await #expect(throws: EventLogError.self) {
                try await log.append(
                    to: Sample.stream("a"), expected: .any, [Sample.event(1), large])
            }
            guard case .tooLarge("the event", let bytes, 1_000) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(bytes > 1_000)
            #expect(log.head == .origin)
        }
    }
}
