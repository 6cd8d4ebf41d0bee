public import Domain
public import Testing

/// A decider's rule as a sentence: given these facts, when this is asked, then that follows.
public struct Scenario<D: Decider> {
    private let facts: [D.Event]

    /// The facts so far.
    public static func given(_ facts: D.Event...) -> Scenario { Scenario(facts: facts) }

    /// The facts so far.
    public static func given(_ facts: [D.Event]) -> Scenario { Scenario(facts: facts) }

    /// A command on the state after the facts.
    public func when(_ command: D.Command) -> Outcome {
        Outcome(state: D.replay(facts), command: command)
    }

    /// What came of a command.
    public struct Outcome {
        let state: D.State
        let command: D.Command

        /// Expects exactly these events; none when it was already so.
        public func then(
            _ expected: D.Event..., at location: SourceLocation = #_sourceLocation
        ) {
            #expect(throws: Never.self, sourceLocation: location) {
                let events = try D.decide(command, state)
                #expect(events == expected, sourceLocation: location)
            }
        }

        /// Expects a refusal.
        public func thenRejected(
            _ expected: D.Rejection, at location: SourceLocation = #_sourceLocation
        ) {
            #expect(throws: expected, sourceLocation: location) {
                try D.decide(command, state)
            }
        }
    }
}
