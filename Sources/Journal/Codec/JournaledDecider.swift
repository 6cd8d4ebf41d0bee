public import Domain

/// A decider whose events are kept on the log.
///
/// Names and schema numbers are written by hand in the conformances and never change; an event
/// that needs another shape gets the next schema number and an upcaster in `decode`.
public protocol JournaledDecider: Decider {
    /// The event as bytes.
    static func encode(_ event: Event) throws -> EncodedEvent
    /// The event that the bytes hold.
    ///
    /// - Throws: `EventCodecError` when name or schema is unknown or a field cannot be read.
    static func decode(_ encoded: EncodedEvent) throws -> Event
}
