import Domain
public import HTTPTypes
import Hummingbird
import Journal
import Projections
import Scheduler

/// One request and the site that answers it.
struct Call: Sendable {
    var site: Site
    let request: Request
    /// The parts of the path that the route names.
    let path: [String: String]
    /// The members of the JSON body, or of the query.
    var arguments: Arguments
    /// The name of this request on the log.
    let id: String
    /// The moment of the past that the answer is about; `site.views` are the rows of that moment.
    /// `nil` for the present.
    var moment: ResolvedMoment?

    /// Who asks, when, and for which request: recorded with every event that follows.
    var context: CommandContext {
        CommandContext(actor: "client", correlationID: id, now: site.clock.now())
    }

    /// What a stream's events say, at the moment that the request is about.
    func state<D: JournaledDecider>(
        of decider: D.Type, _ stream: StreamIdentity
    ) async throws -> D.State {
        guard let moment else { return try await site.journal.state(of: decider, stream) }
        return try site.journal.state(of: decider, stream, upTo: moment.position)
    }

    /// A new name for a request.
    static func newID() -> String {
        let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
        return prefix + String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// The name that a server which follows has given a request; `nil` for what is none.
    static func knownID(_ text: String) -> String? {
        let digits = text.dropFirst(prefix.count)
        return text.hasPrefix(prefix) && digits.count == 16 && digits.allSatisfy(\.isHexDigit)
            ? text : nil
    }

    private static let prefix = "request-"
}

extension HTTPField.Name {
    /// The name of a request, given by the server that passes it on.
    public static let clothoRequest = Self("Clotho-Request")!
}
