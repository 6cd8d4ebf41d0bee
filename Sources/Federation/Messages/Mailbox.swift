/// What lies there for one receiver.
struct Mailbox {
    /// The messages by their addresses.
    private(set) var messages: [MessageAddress: StoredMessage] = [:]
    /// What they take, and what messages on their way to the disk will take.
    private(set) var byteCount = 0

    /// Whether nothing lies here or is on its way.
    var isEmpty: Bool { messages.isEmpty && byteCount == 0 }

    /// Whether so many bytes more are within the limit. One message always is: it has to arrive.
    func hasRoom(for count: Int, max: Int) -> Bool { byteCount == 0 || byteCount + count <= max }

    mutating func reserve(_ count: Int) { byteCount += count }

    mutating func release(_ count: Int) { byteCount -= count }

    /// Keeps a message whose bytes were reserved.
    mutating func keep(_ message: StoredMessage, as address: MessageAddress) {
        messages[address] = message
    }

    mutating func remove(_ address: MessageAddress) -> StoredMessage? {
        guard let message = messages.removeValue(forKey: address) else { return nil }
        byteCount -= message.byteCount
        return message
    }
}
