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

    /// Swift holds both spellings of the accent for one text; the log must not.
    @Test func textsAreToldApartByTheirBytes() async throws {
        let directory = TemporaryDirectory()
        let spellings = ["jos\u{E9}", "jose\u{301}"]
        #expect(spellings[0] == spellings[1])
        for round in 0..<2 {
            let log = try LMDBEventLog(path: directory.path, site: "site-a")
            for (number, actor) in spellings.enumerated() {
                var event = Sample.event(10 * round + number)
                event.actor = actor
                _ = try await log.append(to: Sample.stream("a"), expected: .any, [event])
            }
            let read = try log.events(after: .origin, limit: 9).map {
                Array($0.envelope.actor.utf8)
            }
            let wanted = (0...round).flatMap { _ in spellings.map { Array($0.utf8) } }
            #expect(read == wanted)
            await log.close()
        }
        #expect(try LogVerifier(directory: directory.path).verify().findings == [])
    }

    @Test func aRefusedTextIsNeverStored() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        await #expect(throws: EventLogError.invalid("the type holds a control character")) {
            try await log.append(
                to: Sample.stream("a"), expected: .any, [event(1, type: "line\nbreak")])
        }
        _ = try await log.append(to: Sample.stream("a"), expected: .any, [event(2, type: "good")])
        await log.close()
        let again = try LMDBEventLog(path: directory.path, site: "site-a")
        #expect(try again.events(after: .origin, limit: 9).map(\.envelope.type) == ["good"])
        await again.close()
        #expect(try LogVerifier(directory: directory.path).verify().findings == [])
    }

    /// A damaged text takes the events with it that name it, and no others.
    @Test func aDamagedTextConcernsItsEventsOnly() async throws {
        let directory = TemporaryDirectory()
        let log = try LMDBEventLog(path: directory.path, site: "site-a")
        for (number, type) in ["first", "second"].enumerated() {
            _ = try await log.append(
                to: Sample.stream(type), expected: .any, [event(number, type: type)])
        }
        await log.close()
        for damaged in [[UInt8](), [10], [UInt8](repeating: 65, count: 300)] {
            // The types are 0 and 2; 1 is the actor of both.
            try RawLog.change(directory.path) { try $0.put(RawLog.key(2), damaged, in: "texts") }
            let again = try LMDBEventLog(path: directory.path, site: "site-a")
            #expect(try again.events(of: Sample.stream("first"), after: .none, limit: 9).count == 1)
            #expect(
                throws: EventLogError.corrupt(
                    position: Position(2), what: "the type is not valid")
            ) { try again.events(of: Sample.stream("second"), after: .none, limit: 9) }
            await again.close()
        }
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
