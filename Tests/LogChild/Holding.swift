import EventStore

/// `hold DIRECTORY refuse|wait`: opens the log to write it; then appends an event for each line of
/// standard input and prints its position; closes the log when there are no more.
enum Holding {
    static func run(_ arguments: [String]) async throws {
        let whenInUse: EventLogOptions.WhenInUse =
            try arguments.text(1) == "wait" ? .wait : .refuse
        let log = try LMDBEventLog(
            path: try arguments.text(0), site: "child",
            options: EventLogOptions(whenInUse: whenInUse))
        Child.say("open \(log.head)")
        var random = SplitMix(seed: 1)
        while readLine() != nil {
            let receipt = try await log.append(
                to: try ChildEvents.stream("held"), expected: .any,
                ChildEvents.events(1, of: "held", &random))
            Child.say("\(receipt.last)")
        }
        await log.close()
        Child.say("closed")
    }
}
