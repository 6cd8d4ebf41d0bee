/// What can be asked of the site as a whole.
public enum SiteCommand: Hashable, Sendable {
    /// Notes that payloads are erased; the log destroys them in the same commit.
    case noteErasure(Erasure)
}

/// What happened to the site as a whole.
public enum SiteEvent: Hashable, Sendable {
    case payloadsErased(Erasure)
}

/// The site as its events tell it.
public struct SiteState: Hashable, Sendable {
    /// How many events have lost their payloads.
    public internal(set) var erasedCount: UInt64 = 0
}

/// Why the site refuses a command.
public enum SiteRejection: Error, Hashable, Sendable {
    /// Nothing is selected, or nothing of it has a payload any more.
    case nothingToErase(ErasureSelection)
    /// A reason must be given.
    case noReason
    /// The job is at work; what it rests on must stay until it has ended.
    case jobAtWork(JobID)
}

extension SiteRejection: CustomStringConvertible {
    public var description: String {
        switch self {
        case .nothingToErase(let selection): "no event of \(selection) has a payload to erase"
        case .noReason: "an erasure needs a reason; it stays on the log"
        case .jobAtWork(let job):
            "job \(job) has not ended; stop it first, as its events are still needed"
        }
    }
}

/// The rules of the site as a whole.
public enum SiteDecider: Decider {
    public static let initialState = SiteState()

    public static func decide(
        _ command: SiteCommand, _ state: SiteState
    ) throws(SiteRejection) -> [SiteEvent] {
        switch command {
        case .noteErasure(let erasure) where erasure.reason.allSatisfy(\.isWhitespace):
            throw .noReason
        case .noteErasure(let erasure) where erasure.positions.isEmpty:
            throw .nothingToErase(erasure.selection)
        case .noteErasure(let erasure):
            return [.payloadsErased(erasure)]
        }
    }

    public static func evolve(_ state: inout SiteState, _ event: SiteEvent) {
        switch event {
        case .payloadsErased(let erasure): state.erasedCount += erasure.count
        }
    }
}
