import Domain
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

    /// A new name for a request.
    static func newID() -> String {
        let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
        return "request-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}
