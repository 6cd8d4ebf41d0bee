import ArgumentParser
import Domain
import EventStore
import Projections

/// `--at`, for every command that reads views.
struct PastOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Show it as it was then: at a position of the log (1234) or a time (2026-11-21 05:31, "
                + "2026-11-21T05:31:44Z, \"10m ago\").", valueName: "moment"))
    var at: String?

    /// The moment in the form that does not depend on the clock and the zone of the server; `nil`
    /// for now.
    func moment() throws(ClientError) -> JSONValue? {
        guard let at else { return nil }
        return .string(try MomentArgument.text(at, "--at") { $0.upperBound })
    }

    /// What a query says of the moment: nothing without `--at`.
    func query() throws(ClientError) -> [(name: String, value: String)] {
        Self.query(at: try moment())
    }

    /// What a query says of a moment: nothing of the present, which is `nil`.
    static func query(at moment: JSONValue?) -> [(name: String, value: String)] {
        moment.map { [("at", $0.plainText)] } ?? []
    }

    /// A body with the moment in it.
    func adding(to body: JSONObject) throws(ClientError) -> JSONValue {
        var body = body
        body["at"] = try moment()
        return .object(body)
    }
}

/// A moment that a person has written.
enum MomentArgument {
    /// A position or Unix milliseconds, as a server understands them anywhere.
    /// - Parameter instant: which instant of a span of time is meant.
    static func text(
        _ text: String, _ option: String, _ instant: (ClosedRange<Int64>) -> Int64
    ) throws(ClientError) -> String {
        do {
            switch try Moment(text, now: UnixTime.now) {
            case .position(let position): return position.description
            case .time(let span): return String(instant(span))
            }
        } catch {
            throw ClientError(.badInput, "\(option): \(error)")
        }
    }
}

extension SiteReply {
    /// The time that the answer is about, in Unix milliseconds.
    var time: Int64 {
        moment?.object?["time"]?.integer.map { Int64($0) } ?? UnixTime.now
    }
}

extension ServerOptions {
    /// Prints what a reply says, and which moment of the past it is about: a first line for people,
    /// a line on the standard error beside JSON.
    func show(_ reply: SiteReply, _ lines: () -> [InkedLine]) {
        show(reply.data, about: reply.moment, lines)
    }

    /// Prints data, and which moment of the past they are about.
    func show(_ data: JSONValue, about moment: JSONValue?, _ lines: () -> [InkedLine]) {
        guard let line = moment.flatMap(Self.line) else { return show(data, lines) }
        if json { Terminal.complain(line) }
        show(data) { [InkedLine(line, .dim)] + lines() }
    }

    private static func line(_ moment: JSONValue) -> String? {
        guard let position = moment.object?["position"]?.integer else { return nil }
        guard let time = moment.object?["time"]?.integer else {
            return "as of position \(position), before the first event"
        }
        return "as of position \(position), \(UnixTime.text(milliseconds: Int64(time)))"
    }
}
