import Components
import Domain

/// Messages between parties in one process; keeps all that was ever sent.
actor MemoryBoard {
    struct Message: Sendable {
        let from: Party
        let to: Party
        let name: String
        let tag: String
        let bytes: [UInt8]
    }

    private struct Address: Hashable {
        let from: Party
        let to: Party
        let name: String
        let tag: String
    }

    /// Everything sent, in order.
    private(set) var sent: [Message] = []
    private var arrived: [Address: [UInt8]] = [:]
    private var waiting: [Address: CheckedContinuation<[UInt8], any Error>] = [:]

    func post(_ message: Message) {
        sent.append(message)
        let address = Address(
            from: message.from, to: message.to, name: message.name, tag: message.tag)
        precondition(arrived[address] == nil, "A message is sent once")
        if let receiver = waiting.removeValue(forKey: address) {
            receiver.resume(returning: message.bytes)
        } else {
            arrived[address] = message.bytes
        }
    }

    func take(from: Party, to: Party, name: String, tag: String) async throws -> [UInt8] {
        let address = Address(from: from, to: to, name: name, tag: tag)
        if let bytes = arrived.removeValue(forKey: address) { return bytes }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { receiver in
                if Task.isCancelled {
                    receiver.resume(throwing: CancellationError())
                } else {
                    waiting[address] = receiver
                }
            }
        } onCancel: {
            Task { await self.giveUp(address) }
        }
    }

    private func giveUp(_ address: Address) {
        waiting.removeValue(forKey: address)?.resume(throwing: CancellationError())
    }
}

/// One party's end of a `MemoryBoard`.
struct MemoryChannel: PartyChannel {
    let board: MemoryBoard
    let party: Party
    /// Changes what this party sends, to play a faulty peer.
    var tamper: @Sendable (_ name: String, _ bytes: [UInt8]) -> [UInt8] = { $1 }

    func send(_ bytes: [UInt8], name: String, tag: String, to other: Party) async throws {
        await board.post(
            MemoryBoard.Message(
                from: party, to: other, name: name, tag: tag, bytes: tamper(name, bytes)))
    }

    func receive(name: String, tag: String, from other: Party) async throws -> [UInt8] {
        try await board.take(from: other, to: party, name: name, tag: tag)
    }
}
