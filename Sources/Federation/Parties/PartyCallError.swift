import Domain
public import Scheduler

/// Why a call to another site came to nothing. Trying again may help.
public struct PartyCallError: PartySilence, Hashable, Sendable, CustomStringConvertible {
    /// What went wrong, for a program.
    public enum Code: String, Sendable {
        /// Nothing says where the party lives.
        case noRoute
        /// The site could not be reached.
        case unreachable
        /// It did not answer in time.
        case noAnswer
        /// What it answered is no answer to the call.
        case badAnswer
        /// It cannot do it just now.
        case busy
        /// Something went wrong there.
        case failed
    }

    /// What went wrong, for a program.
    public let code: Code
    /// What went wrong and where, for a person.
    public let message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    public var description: String { message }

    public var kind: PartySilenceKind {
        switch code {
        case .unreachable, .noAnswer: .none
        case .badAnswer, .failed: .error
        case .noRoute: .unrouted
        case .busy: .answer
        }
    }

    /// There is no route to a party.
    static func noRoute(_ party: Party) -> PartyCallError {
        PartyCallError(
            .noRoute,
            "there is no route to \(party); add one with: clotho party add \(party.id) "
                + "--address ADDRESS")
    }

    /// A route leads here to the initiator of a job that this site does not coordinate.
    static func strayRoute(_ initiator: Party, _ job: JobID) -> PartyCallError {
        PartyCallError(
            .noRoute,
            "the routes say that \(initiator) lives here, but this site does not coordinate \(job); "
                + "correct them with: clotho party add \(initiator.id) --address ADDRESS")
    }
}
