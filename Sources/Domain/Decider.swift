/// The pure core of one kind of stream.
///
/// `decide` answers what should happen; `evolve` says what happened. Neither reads a clock, draws
/// a random number or does input and output: what they need arrives as an argument.
public protocol Decider: SendableMetatype {
    associatedtype Command: Sendable
    associatedtype Event: Sendable, Equatable
    associatedtype State: Sendable, Equatable
    associatedtype Rejection: Error, Equatable

    /// The state of a stream without events.
    static var initialState: State { get }
    /// What follows from the command; nothing where it is already so.
    static func decide(_ command: Command, _ state: State) throws(Rejection) -> [Event]
    /// Folds one fact. It cannot fail and decides nothing.
    static func evolve(_ state: inout State, _ event: Event)
}

extension Decider {
    /// The state after these events.
    public static func replay(_ events: some Sequence<Event>) -> State {
        events.reduce(into: initialState, evolve)
    }
}
