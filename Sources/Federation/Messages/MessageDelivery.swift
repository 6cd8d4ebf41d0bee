public import Domain

/// Takes a message for a party's worker, wherever that party lives.
///
/// The routes of workers push here. `MessageHub` hands over directly, which is all there is to do
/// when both parties live at this site; what carries messages to other sites stands in front of
/// the hub and passes it those for the site's own parties.
public protocol MessageDelivery: Sendable {
    /// Returns once the message is safe at the receiver's site; pushing it again is harmless.
    func push(
        _ bytes: [UInt8], from sender: Party, to receiver: Party, name: String, tag: String,
        task: TaskID) async throws
}
