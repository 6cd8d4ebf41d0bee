import Testing

@testable import EventStore

/// Texts with numbers: every stored number has its text, whatever became of the append it was
/// given out for.
@Suite struct SharedTextsTests {
    private func event(_ number: Int, type: String) -> NewEvent {
        var event = Sample.event(number)
        event.type = type
        return event
    }

    @Test func anAppendThatFailsLeavesNoHole() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        let stream = Sample.stream("a")
        await #expect(throws: EventLogError.self) {
            try await log.append(
                to: stream, expected: .exactly(StreamVersion(7)), [event(1, type: "refused")])
        }
        _ = try await log.append(to: stream, expected: .any, [event(2, type: "kept")])
        await log.close()
        let again = try LMDBEventLog(path: directory.path, site: "site-a")
        _ = try await again.append(
            to: stream, expected: .any, [event(3, type: "new"), event(4, type: "refused")])
        let types = try again.events(after: .origin, limit: 9).map(\.envelope.type)
        #expect(types == ["kept", "new", "refused"])
        await again.close()
        #expect(try LogVerifier(directory: directory.path).verify().findings == [])
    }

    @Test func whenNumbersRunOutEventsAreStoredComplete() async throws {
        let directory = TemporaryDirectory()
        let options = EventLogOptions(durability: .none)
        let log = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        let stream = Sample.stream("a")
        let count = SharedTexts.countMax + 3
        for start in stride(from: 0, to: count, by: 8_192) {
            let events = (start..<min(start + 8_192, count)).map { event($0, type: "type-\($0)") }
            _ = try await log.append(to: stream, expected: .any, events)
        }
        let last = try log.events(after: Position(UInt64(count) - 5), limit: 5)
        #expect(last.map(\.envelope.type) == (count - 5..<count).map { "type-\($0)" })
        await log.close()
        try RawLog.change(directory.path) { raw in
            let first = try raw.value(of: RawLog.key(1), in: "events")
            #expect(first.first == PackedLayout.kind)
            let last = try raw.value(of: RawLog.key(UInt64(count)), in: "events")
            #expect(last.first == 0)
        }
        let again = try LMDBEventLog(path: directory.path, site: "site-a", options: options)
        _ = try await again.append(to: stream, expected: .any, [event(1, type: "one more")])
        #expect(try again.events(after: Position(UInt64(count)), limit: 1).count == 1)
        await again.close()
    }
}
