/// The documents by which a job runs, as one side had them at an exchange.
public struct ExchangeDocuments: Hashable, Sendable {
    /// The DSL, JSON text.
    let dsl: String
    /// The runtime conf with all changes up to then, JSON text.
    let conf: String

    init(_ submission: JobSubmission) { (dsl, conf) = (submission.dsl, submission.conf) }

    init(_ creation: PartyCreation) { (dsl, conf) = (creation.dsl, creation.conf) }

    /// The first place at which the party has something else, in words; `nil` without one.
    ///
    /// Spaces, the order of members and the spelling of numbers say nothing.
    func difference(from party: ExchangeDocuments) -> String? {
        Self.difference("DSL", dsl, party.dsl) ?? Self.difference("conf", conf, party.conf)
    }

    private static func difference(_ name: String, _ ours: String, _ theirs: String) -> String? {
        guard ours != theirs else { return nil }
        guard let one = (try? JSONValue(parsing: ours))?.object,
            let two = (try? JSONValue(parsing: theirs))?.object
        else { return "the \(name) is not the same, and one of both is no JSON object" }
        return JSONDifference.places(one, two).first.map { place in
            "the \(name) is not the same: \(place.path) is \(place.left.text()) for the "
                + "coordinator, \(place.right.text()) for the party"
        }
    }
}
