public import Domain
import Journal
import Scheduler
import Wire

/// Takes the messages that this site's workers send to where their receivers live.
///
/// A message to a party of this site goes to the hub, one to another site over the network into that
/// site's hub. While that site is away the message is tried again; the sending worker waits.
public struct MessageCarrier: MessageDelivery {
    private let parties: FederatedParties
    private let hub: MessageHub
    private let limits: PartyCallLimits

    /// Makes the carrier of a site with this hub.
    public init(
        parties: FederatedParties, hub: MessageHub, limits: PartyCallLimits = PartyCallLimits()
    ) {
        self.parties = parties
        self.hub = hub
        self.limits = limits
    }

    public func push(
        _ bytes: [UInt8], from sender: Party, to receiver: Party, name: String, tag: String,
        task: TaskID
    ) async throws {
        let call = OutgoingCall(
            path: PartyCalls.Subject.task(task, receiver).path + "/"
                + PartyCalls.message(from: sender, name: name, tag: tag),
            from: sender, to: receiver)
        let clock = parties.clock
        let deadline = clock.now().advanced(byMilliseconds: limits.carryMilliseconds)
        var backoff = Backoff(of: call.path, first: 50, longest: 5_000)
        while true {
            do {
                guard let address = try await parties.address(of: receiver) else {
                    return try await hub.push(
                        bytes, from: sender, to: receiver, name: name, tag: tag, task: task)
                }
                return try Self.check(
                    try await parties.caller.carry(bytes, call, to: address), receiver)
            } catch let error as PartyCallError {
                guard clock.now() < deadline else {
                    throw MessageError(
                        .unreachable, "The message \(name) \(tag) to \(receiver): \(error)")
                }
            }
            try Task.checkCancellation()
            await clock.wait(milliseconds: backoff.pause())
        }
    }

    private static func check(_ answer: PartyAnswer, _ receiver: Party) throws {
        if answer.isSuccess { return }
        switch ReturnCode(rawValue: answer.code) {
        case .running?: throw MessageError(.receiverFull, answer.message)
        case .operating?: throw MessageError(.discarded, answer.message)
        case _ where answer.isRefusal: throw MessageError(.refused, answer.message)
        default: try answer.check(receiver)
        }
    }
}
