public import Domain
public import Scheduler
import Storage

/// Keeps the messages between the workers of a site until their receivers have them.
///
/// A message is on disk when `push` returns and is found again by the next server. It may be
/// pulled any number of times, as an answer may be lost on its way to the worker; it goes when the
/// worker says that it has it, or when its part of the task is over.
public actor MessageHub: MessageStore, MessageDelivery {
    let clock: any WallClock
    let limits: MessageLimits
    var waiting = WaitingRoom()
    private let spool: MessageSpool
    private var closed: ClosedReceivers
    private var mailboxes: [MessageReceiver: Mailbox]
    private var lastNumber: Int

    /// Opens the hub over the messages that an earlier one left in `directory`.
    ///
    /// - Parameter isInUse: Whether another process still uses them; then ``takeUp()`` opens the hub.
    /// - Throws: `StorageError` when the directory cannot be used.
    public init(
        directory: String, clock: any WallClock, limits: MessageLimits = MessageLimits(),
        isInUse: Bool = false
    ) throws {
        self.clock = clock
        self.limits = limits
        spool = try MessageSpool(directory: directory)
        closed = try ClosedReceivers(directory: directory)
        (mailboxes, lastNumber) = isInUse ? ([:], 0) : try Self.load(spool, closed)
    }

    /// Takes up the messages that another process has used until now.
    public func takeUp() throws {
        closed = try ClosedReceivers(directory: spool.directory)
        (mailboxes, lastNumber) = try Self.load(spool, closed)
    }

    private static func load(
        _ spool: MessageSpool, _ closed: ClosedReceivers
    ) throws(StorageError) -> (mailboxes: [MessageReceiver: Mailbox], lastNumber: Int) {
        let messages = try spool.load()
        var mailboxes: [MessageReceiver: Mailbox] = [:]
        for (address, message) in messages {
            if closed.contains(address.receiver) {
                spool.remove(message, of: address.receiver.task.job)
            } else {
                mailboxes[address.receiver, default: Mailbox()].reserve(message.byteCount)
                mailboxes[address.receiver, default: Mailbox()].keep(message, as: address)
            }
        }
        return (mailboxes, messages.values.map(\.number).max() ?? 0)
    }

    /// Keeps a message; waits while too much lies there for its receiver.
    ///
    /// The same message again is harmless: the answer to the first call may have been lost.
    /// - Throws: `MessageError`.
    public func push(
        _ bytes: [UInt8], from sender: Party, to receiver: Party, name: String, tag: String,
        task: TaskID
    ) async throws {
        let address = MessageAddress(
            receiver: MessageReceiver(task: task, party: receiver), from: sender, name: name,
            tag: tag)
        guard bytes.count <= limits.messageBytesMax else {
            throw MessageError(
                .tooLarge,
                "The \(address) has \(bytes.count) bytes; at most \(limits.messageBytesMax) are "
                    + "taken. Send it in parts.")
        }
        try refuseClosed(address.receiver)
        if let known = stored(address) { return try await compare(bytes, known, address) }
        try await reserve(bytes.count, for: address)
        do {
            try await store(bytes, address)
        } catch {
            release(bytes.count, for: address.receiver)
            throw error
        }
    }

    /// The bytes of a message; `nil` when it has not come within the limit and the caller should
    /// ask again.
    /// - Throws: `MessageError`.
    public func pull(
        from sender: Party, to receiver: Party, name: String, tag: String, task: TaskID
    ) async throws -> [UInt8]? {
        let address = MessageAddress(
            receiver: MessageReceiver(task: task, party: receiver), from: sender, name: name,
            tag: tag)
        try refuseClosed(address.receiver)
        if stored(address) == nil {
            _ = await wait(for: .message(address), milliseconds: limits.pullMillisecondsMax)
            try refuseClosed(address.receiver)
        }
        guard let message = stored(address) else { return nil }
        return try await read(message, address)
    }

    /// Forgets a message that its receiver has; one that is not there is no error.
    public func acknowledge(
        from sender: Party, to receiver: Party, name: String, tag: String, task: TaskID
    ) {
        let receiver = MessageReceiver(task: task, party: receiver)
        let address = MessageAddress(receiver: receiver, from: sender, name: name, tag: tag)
        guard let message = mailboxes[receiver]?.remove(address) else { return }
        spool.remove(message, of: task.job)
        settle(receiver)
    }

    public func discard(_ task: TaskID, of party: Party) {
        let receiver = MessageReceiver(task: task, party: party)
        // When the line cannot be written, the receiver is closed until the server ends; what the
        // next one would take for it is refused at the door, as the task is over.
        try? closed.insert(receiver)
        let mailbox = mailboxes.removeValue(forKey: receiver)
        for message in mailbox?.messages.values ?? [:].values {
            spool.remove(message, of: task.job)
        }
        waiting.ringAll(of: receiver)
    }
}

extension MessageHub {
    private func stored(_ address: MessageAddress) -> StoredMessage? {
        mailboxes[address.receiver]?.messages[address]
    }

    /// Its error is untyped because the optimiser of Swift 6.3.1 crashes on the typed one.
    private func refuseClosed(_ receiver: MessageReceiver) throws {
        if closed.contains(receiver) {
            throw MessageError(.discarded, "The part of \(receiver) is over")
        }
    }

    /// Waits until the receiver has room for so many bytes, and takes it.
    private func reserve(_ count: Int, for address: MessageAddress) async throws {
        let receiver = address.receiver
        let deadline = clock.now().advanced(byMilliseconds: limits.pushMillisecondsMax)
        while !hasRoom(count, receiver) {
            let left = deadline.milliseconds(since: clock.now())
            guard left > 0, await wait(for: .room(receiver), milliseconds: left) else {
                throw MessageError(
                    .receiverFull,
                    "The \(address) was not taken: \(receiver) has left "
                        + "\(mailboxes[receiver]?.byteCount ?? 0) bytes unread")
            }
            try refuseClosed(receiver)
        }
        mailboxes[receiver, default: Mailbox()].reserve(count)
    }

    private func hasRoom(_ count: Int, _ receiver: MessageReceiver) -> Bool {
        (mailboxes[receiver] ?? Mailbox()).hasRoom(for: count, max: limits.receiverBytesMax)
    }

    /// Writes a message whose bytes are reserved, and wakes who waits for it.
    private func store(_ bytes: [UInt8], _ address: MessageAddress) async throws {
        lastNumber += 1
        let message = StoredMessage(number: lastNumber, byteCount: bytes.count)
        try await write(bytes, message, address)
        do {
            try refuseClosed(address.receiver)
            if let known = stored(address) {
                // A repetition overtook its original on the way to the disk.
                try await compare(bytes, known, address)
                spool.remove(message, of: address.receiver.task.job)
                return release(bytes.count, for: address.receiver)
            }
        } catch {
            spool.remove(message, of: address.receiver.task.job)
            throw error
        }
        mailboxes[address.receiver, default: Mailbox()].keep(message, as: address)
        waiting.ring(.message(address))
    }

    private func compare(
        _ bytes: [UInt8], _ known: StoredMessage, _ address: MessageAddress
    ) async throws {
        // Gone by now: the receiver has it, and cannot be told another content any more.
        guard let kept = try await bytesOnDisk(known, address) else { return }
        guard kept == bytes else {
            throw MessageError(.different, "The \(address) was sent before with other content")
        }
    }

    private func release(_ count: Int, for receiver: MessageReceiver) {
        mailboxes[receiver]?.release(count)
        settle(receiver)
    }

    /// Drops an empty mailbox and lets those try who wait for room.
    private func settle(_ receiver: MessageReceiver) {
        if mailboxes[receiver]?.isEmpty == true { mailboxes[receiver] = nil }
        waiting.ring(.room(receiver))
    }
}

extension MessageHub {
    private func read(_ message: StoredMessage, _ address: MessageAddress) async throws -> [UInt8] {
        if let bytes = try await bytesOnDisk(message, address) { return bytes }
        try refuseClosed(address.receiver)
        throw MessageError(.inputOutput, "The \(address) is not in the spool any more")
    }

    /// Off the actor, so that a large message holds up nobody else's.
    @concurrent private nonisolated func bytesOnDisk(
        _ message: StoredMessage, _ address: MessageAddress
    ) async throws -> [UInt8]? {
        try spool.read(message, of: address.receiver.task.job)
    }

    /// Off the actor, as `bytesOnDisk`.
    @concurrent private nonisolated func write(
        _ bytes: [UInt8], _ message: StoredMessage, _ address: MessageAddress
    ) async throws {
        do {
            try spool.write(bytes, message, to: address)
        } catch {
            throw MessageError(.inputOutput, "The \(address) was not kept: \(error)")
        }
    }
}
