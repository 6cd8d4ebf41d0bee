import Scheduler

/// Calls that wait for something to happen, each resumed once: by a bell or by giving up.
struct WaitingRoom {
    /// What a call waits for.
    enum Bell: Hashable, Sendable {
        /// The message is there.
        case message(MessageAddress)
        /// The receiver has taken something.
        case room(MessageReceiver)

        var receiver: MessageReceiver {
            switch self {
            case .message(let address): address.receiver
            case .room(let receiver): receiver
            }
        }
    }

    private var calls: [Bell: [Int: CheckedContinuation<Bool, Never>]] = [:]
    private var lastTicket = 0

    /// The name of the next call.
    mutating func ticket() -> Int {
        lastTicket += 1
        return lastTicket
    }

    mutating func enter(
        _ ticket: Int, for bell: Bell, _ continuation: CheckedContinuation<Bool, Never>
    ) {
        calls[bell, default: [:]][ticket] = continuation
    }

    /// Resumes with `true` all that wait for the bell.
    mutating func ring(_ bell: Bell) {
        for call in (calls.removeValue(forKey: bell) ?? [:]).sorted(by: { $0.key < $1.key }) {
            call.value.resume(returning: true)
        }
    }

    /// Resumes all that wait for anything of the receiver's.
    mutating func ringAll(of receiver: MessageReceiver) {
        for bell in calls.keys where bell.receiver == receiver { ring(bell) }
    }

    /// Resumes one call with `false`, when it still waits.
    mutating func giveUp(_ ticket: Int, on bell: Bell) {
        guard let call = calls[bell]?.removeValue(forKey: ticket) else { return }
        if calls[bell]?.isEmpty == true { calls[bell] = nil }
        call.resume(returning: false)
    }
}

extension MessageHub {
    /// Waits for a bell; `false` at the end of the time or when the caller is cancelled.
    func wait(for bell: WaitingRoom.Bell, milliseconds: Int64) async -> Bool {
        let ticket = waiting.ticket()
        let timer = Task { [clock] in
            await clock.wait(milliseconds: milliseconds)
            giveUp(ticket, on: bell)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume(returning: false) }
                waiting.enter(ticket, for: bell, continuation)
            }
        } onCancel: {
            Task { await giveUp(ticket, on: bell) }
        }
    }

    private func giveUp(_ ticket: Int, on bell: WaitingRoom.Bell) {
        waiting.giveUp(ticket, on: bell)
    }
}
