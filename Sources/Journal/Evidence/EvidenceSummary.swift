import Domain
import EventStore

/// The page for people in front of the proof.
struct EvidenceSummary {
    let job: JobID
    let site: String
    let reader: EvidenceReader
    let createdAt: Timestamp
    private var timeline = JobTimeline()
    private var tally = EvidenceTally()

    init(job: JobID, site: String, reader: EvidenceReader, createdAt: Timestamp) {
        (self.job, self.site, self.reader, self.createdAt) = (job, site, reader, createdAt)
    }

    mutating func add(_ event: RecordedEvent) throws {
        tally.add(event, to: reader)
        if let entry = try JournalEntry(event, site: site) { timeline.apply(entry) }
    }

    /// The whole page.
    func text(_ trailer: SegmentTrailer, countersigned: [(name: String, time: Timestamp)])
        -> String
    {
        let sections = [
            head, partyLines, taskLines, eventLines, proofLines(trailer, countersigned),
        ]
        return sections.map { $0.map { UTCText.line($0) + "\n" }.joined() }
            .joined(separator: "\n")
    }

    private var head: [String] {
        var lines = [
            "Job          \(job)", "As seen by   the site \(site)",
            "For          \(reader)", "Made         \(UTCText.time(createdAt))",
        ]
        if let initiator = timeline.initiator { lines.append("Initiator    \(initiator)") }
        for (title, time) in [
            ("Submitted    ", timeline.submittedAt), ("Started      ", timeline.startedAt),
            ("Ended        ", timeline.endedAt),
        ] {
            if let time { lines.append(title + UTCText.time(time)) }
        }
        let reason = timeline.reason.isEmpty ? "" : ": \(timeline.reason)"
        if let status = timeline.status { lines.append("Status       \(status.rawValue)\(reason)") }
        return lines
    }

    private var partyLines: [String] {
        ["Parties"] + timeline.parties.map { "  \($0)" }
    }

    private var taskLines: [String] {
        let lines = timeline.tasks.flatMap { task in
            let start = task.startedAt.map { "from \(UTCText.time($0))" } ?? "never started"
            let end = task.endedAt.map { " to \(UTCText.time($0))" } ?? ""
            let title =
                "  \(task.name) (\(task.module), version \(task.version)): "
                + "\(task.status.rawValue), \(start)\(end)"
            let parties = task.parties.map { said in
                let why = said.reason.isEmpty ? "" : ": \(said.reason)"
                return "    \(said.party) \(said.status.rawValue)\(why)"
            }
            return [title] + parties
        }
        return ["Tasks"] + (lines.isEmpty ? ["  none"] : lines)
    }

    private var eventLines: [String] {
        var lines = [
            "Events of the job: \(tally.total(\.total)); \(tally.total(\.full)) in full, "
                + "\(tally.total(\.withheld)) withheld, \(tally.total(\.erased)) erased"
        ]
        for counts in tally.streams {
            lines.append("  \(counts.stream): \(counts.full) in full")
            if counts.withheld > 0 {
                lines.append(
                    "    \(counts.withheld) payloads withheld: what the stream holds "
                        + EvidenceTally.reason(counts.stream))
            }
            if counts.erased > 0 {
                lines.append("    \(counts.erased) payloads were erased at the site")
            }
        }
        return lines + ["  All other events of the site's log are in the proof as hashes only."]
    }

    private func proofLines(
        _ trailer: SegmentTrailer, _ countersigned: [(name: String, time: Timestamp)]
    ) -> [String] {
        var lines = [
            "Proof",
            "  The segment below proves each event above to be in the log of \(site) of "
                + "\(trailer.treeSize) events, root \(trailer.root.base64).",
            "  The site signs it with \(trailer.verifierKey)",
        ]
        for (name, time) in countersigned {
            lines.append("  Countersigned by \(name) at \(UTCText.time(time))")
        }
        if countersigned.isEmpty { lines.append("  Nobody else has countersigned it yet.") }
        return lines + [
            "  Check it with tools/verify_evidence.py; ask the site for its key by another way."
        ]
    }
}
