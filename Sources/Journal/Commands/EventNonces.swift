public import Domain
public import EventStore

/// The randomness of new events: their ids and salts. A simulation brings its own.
public protocol EventNonces: Sendable {
    /// A fresh id and a fresh salt for an event recorded at this moment.
    func next(at moment: Timestamp) -> (id: EventID, salt: Salt)
}

/// Ids and salts from the system's generator.
public struct SystemNonces: EventNonces {
    /// Makes the generator.
    public init() {}

    public func next(at moment: Timestamp) -> (id: EventID, salt: Salt) {
        var generator = SystemRandomNumberGenerator()
        return (
            EventID.make(milliseconds: moment.millisecondsSinceEpoch, random: &generator),
            Salt.make(using: &generator)
        )
    }
}
