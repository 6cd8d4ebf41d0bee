import Crypto
import Domain
import Federation
import TestKit
import Wire

/// A site that lies about the status of its tasks: in its reports, in its answers to questions for
/// them, and in reports of its own making about jobs, tasks and parties of others.
struct Liar {
    /// A call that the site's software never made.
    struct Forgery {
        let request: PartyRequest
        let target: Station
    }

    let station: Int
    /// Whether it says the truth from now on.
    var isQuiet = false
    private var random: SeededGenerator

    /// How often it lies where it could, in percent.
    private static let share = 40
    private static let words = [
        "success", "failed", "canceled", "running", "waiting", "pass", "exploded", "",
    ]

    init(station: Int, seed: UInt64) {
        self.station = station
        random = SeededGenerator(seed: seed ^ 0x11A2)
    }

    /// What becomes of a call of the site: its reports say something else.
    mutating func twist(_ request: PartyRequest, from sender: Int) -> PartyRequest {
        guard sender == station, request.path.hasSuffix("/report"), lies(),
            var members = (try? JSONValue(parsing: request.body))?.object
        else { return request }
        var twisted = request
        lie(in: &members)
        twisted.body = Self.signed(members)
        return twisted
    }

    /// What becomes of an answer of the site to a question for a task.
    mutating func twist(
        _ response: PartyResponse, of request: PartyRequest, from sender: Int
    ) -> PartyResponse {
        guard sender == station, request.path.hasSuffix("/collect"), lies(),
            var members = (try? JSONValue(parsing: response.body))?.object,
            var data = members["data"]?.object
        else { return response }
        lie(in: &data)
        members["data"] = .object(data)
        return PartyResponse(status: response.status, body: JSONValue.object(members).utf8())
    }

    /// A report about any task of any job, for itself or for another party.
    mutating func forgery(in world: World) -> Forgery? {
        guard !isQuiet, let target = world.stations.randomElement(using: &random),
            target.index != station,
            let submission = target.watch.submissions.randomElement(using: &random),
            let component = submission.components.randomElement(using: &random)?.name,
            let party = submission.parties.randomElement(using: &random)
        else { return nil }
        let task = TaskID(
            job: submission.job, component: component,
            version: Int.random(in: 0...1, using: &random))
        let own = world.stations[station].party
        let isOwn = Bool.random(using: &random)
        let speaker = isOwn ? Party(party.role, own) : party
        let subject =
            Bool.random(using: &random)
            ? PartyCalls.Subject.initiatorOfTask(task, speaker).path + "/report"
            : PartyCalls.Subject.initiatorOfJob(submission.job, speaker).path + "/stop/canceled"
        var members: JSONObject = [
            "site": .string("site\(station)"), "message_id": "message-forged",
        ]
        lie(in: &members)
        return Forgery(
            request: PartyRequest(
                path: subject, headers: [(PartyHeaders.source, "\(own)")],
                contentType: "application/json", body: Self.signed(members)), target: target)
    }

    private mutating func lies() -> Bool {
        !isQuiet && Int.random(in: 0..<100, using: &random) < Self.share
    }

    private mutating func lie(in members: inout JSONObject) {
        let word = Self.words.randomElement(using: &random) ?? ""
        members["status"] = .string(word)
        members["party_status"] = .string(word)
    }

    /// The body with a digest that fits.
    private static func signed(_ members: JSONObject) -> [UInt8] {
        var members = members
        let digest = SHA256.hash(data: PartyExtras.digested(members)).map { byte in
            String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
        }.joined()
        members["digest"] = .string(digest)
        return JSONValue.object(members).utf8()
    }
}
