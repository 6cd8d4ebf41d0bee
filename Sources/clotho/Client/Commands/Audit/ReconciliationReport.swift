import Domain

/// What a comparison of two histories comes to, for people and for programs.
struct ReconciliationReport {
    let job: JobID
    let party: Party
    let found: Reconciliation

    var lines: [InkedLine] {
        let over =
            found.isOver ? "" : " The job is not over: the last messages may be on their way."
        guard let first = found.divergences.first else {
            return [
                InkedLine(
                    "The histories of job \(job) agree: \(found.exchangeCount) exchanges with "
                        + "\(party).\(over)", .bold)
            ]
        }
        var lines = [InkedLine("The histories of job \(job) with \(party) DIFFER.\(over)", .bold)]
        lines.append(InkedLine("First: \(first.message)"))
        var table = TextTable(["", "position", "recorded", "says"])
        for (side, place) in [("coordinator", first.atCoordinator), ("\(party)", first.atParty)] {
            table.append([
                side, place.map { String($0.position) } ?? "none",
                place.map { UnixTime.text(milliseconds: $0.recordedAt.millisecondsSinceEpoch) }
                    ?? "",
                place?.content ?? "",
            ])
        }
        lines += table.lines()
        let more = found.divergences.dropFirst()
        if !more.isEmpty { lines.append(InkedLine("Then:")) }
        return lines + more.map { InkedLine("  \($0.message)") }
    }

    var json: JSONValue {
        [
            "job_id": .string(job.text), "party": .string(party.description),
            "agree": .bool(found.divergences.isEmpty), "over": .bool(found.isOver),
            "exchanges": .integer(Int64(found.exchangeCount)),
            "divergences": .array(found.divergences.map(Self.json)),
        ]
    }

    private static func json(_ divergence: Divergence) -> JSONValue {
        [
            "kind": .string(divergence.kind.rawValue),
            "exchange": .string(divergence.exchange.description),
            "message": .string(divergence.message),
            "coordinator": json(divergence.atCoordinator), "party": json(divergence.atParty),
        ]
    }

    private static func json(_ place: ExchangePlace?) -> JSONValue {
        guard let place else { return .null }
        return [
            "position": .integer(Int64(clamping: place.position)),
            "recorded_at": .integer(place.recordedAt.millisecondsSinceEpoch),
            "content": .string(place.content),
        ]
    }
}
