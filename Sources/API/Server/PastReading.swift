import Domain
import EventStore
import HTTPTypes
import Hummingbird
import Projections
import Scheduler
import Wire

/// How an endpoint answers a request that names a moment of the past with `at`.
enum PastReading: Sendable {
    /// It does not: it changes something, or reads what is not made from the log.
    case refused
    /// From the rows of the job that `job_id` names; of all jobs when it names none.
    case job
    /// From the rows of the table that the request names.
    case table
    /// From the rows of the engines.
    case engines
    /// From all rows.
    case everything

    /// Whether the endpoint reads rows at all.
    var readsViews: Bool {
        switch self {
        case .refused: false
        case .job, .table, .engines, .everything: true
        }
    }

    /// Answers from the rows as they were; the handler is the one that answers from those of now.
    ///
    /// The answer says which position it is about: in the headers `Clotho-Position` and
    /// `Clotho-Time` (Unix milliseconds), and in the member `at` of an envelope.
    func respond(
        to call: Call, at text: JSONValue,
        _ handler: @Sendable (Call) async throws -> Reply
    ) async throws -> Response {
        guard let scope = scope(of: call.arguments) else {
            throw Refusal.argument(
                "at: \(call.request.uri.path) answers for now only; leave at out")
        }
        let moment = try await call.moment(text)
        var call = call
        call.moment = moment
        call.arguments = call.arguments.without("at")
        call.site.views = try await call.site.past.store(at: moment.position, scope)
        do {
            return try await handler(call).response(about: moment)
        } catch {
            throw Refusal(error)?.about(moment) ?? error
        }
    }

    private func scope(of arguments: Arguments) -> FoldScope? {
        // What was imported stands in no stream of this site.
        if self != .refused, arguments["origin_site"] != nil { return .everything }
        return switch self {
        case .refused: nil
        case .everything: .everything
        case .engines: .engines
        case .job:
            arguments["job_id"]?.string.flatMap { JobID($0) }.map(FoldScope.job) ?? .everything
        case .table: arguments.table.map(FoldScope.table) ?? .everything
        }
    }
}

extension Call {
    /// The moment that a member of the request names, resolved to a position.
    func moment(_ value: JSONValue) async throws -> ResolvedMoment {
        let moment = try Moment(
            value.string ?? value.text(), now: site.clock.now().millisecondsSinceEpoch)
        return try await site.moments.end(of: moment)
    }
}

extension ResolvedMoment {
    /// The moment as answers show it.
    var json: JSONValue {
        [
            "position": .integer(Int64(clamping: position.number)),
            "time": time.map { .integer($0) } ?? .null,
        ]
    }
}

extension Reply {
    /// The answer, saying which moment it is about.
    fileprivate func response(about moment: ResolvedMoment) -> Response {
        var response: Response
        if case .envelope(var envelope) = self {
            envelope.moment = moment.json
            response = Reply.envelope(envelope).response
        } else {
            response = self.response
        }
        response.headers[.clothoPosition] = "\(moment.position)"
        response.headers[.clothoTime] = moment.time.map { String($0) }
        return response
    }
}

extension HTTPField.Name {
    fileprivate static let clothoPosition = Self("Clotho-Position")!
    fileprivate static let clothoTime = Self("Clotho-Time")!
}

extension Refusal {
    /// The refusal, saying at which moment it holds.
    fileprivate func about(_ moment: ResolvedMoment) -> Refusal {
        var refusal = self
        refusal.envelope.message += " (as of position \(moment.position))"
        refusal.envelope.moment = moment.json
        return refusal
    }
}
