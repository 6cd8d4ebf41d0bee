import EventStore

/// `follow DIRECTORY AFTER MAP-SIZE`: prints the position of every event as it comes, for ever.
enum Following {
    static func run(_ arguments: [String]) async throws {
        let log = try LMDBLogReader(
            path: try arguments.text(0),
            options: EventLogOptions(mapSize: try arguments.number(2)))
        Child.say("open")
        let start = Position(UInt64(try arguments.number(1)))
        for try await batch in log.subscribe(after: start) {
            for event in batch { Child.say("\(event.position)") }
        }
        throw Wrong("the log ended")
    }
}
