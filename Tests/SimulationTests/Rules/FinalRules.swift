import Domain
import EventStore
import Journal
import Scheduler

/// What must hold when everything has healed and nothing moves any more.
enum FinalRules {
    /// The first rule that is broken; `nil` when all hold.
    static func problem(in world: World) throws -> String? {
        do {
            for (job, station) in world.users.acknowledged {
                try BrokenRule.unless(
                    station.watch.jobs[job]?.status.isEnd == true,
                    "\(job) was acknowledged and has not ended")
            }
            for station in world.stations {
                for submission in station.watch.submissions {
                    try check(submission, station, world)
                }
                try checkEngines(station, world)
                try checkRows(station)
                try checkDecisions(station)
            }
            try checkNotes(world)
            return nil
        } catch let rule as BrokenRule {
            return rule.description
        }
    }

    /// All parties agree with the coordinator, in the end and in each exchange on the way there.
    private static func check(
        _ submission: JobSubmission, _ coordinator: Station, _ world: World
    ) throws {
        guard let state = coordinator.watch.jobs[submission.job] else { return }
        let ours = try JobHistory(of: submission.job, in: coordinator.log)
        for party in submission.parties where party.id != world.liarParty {
            guard let station = world.stations.first(where: { $0.party == party.id }) else {
                continue
            }
            let holder = ResourceHolder(job: submission.job, party: party)
            let theirs = station.watch.parties[holder]
            let text = "\(submission.job) is \(state.status), \(party) says "
            switch state.parties[party] {
            case .closed:
                try BrokenRule.unless(
                    theirs?.status == state.status, text + "\(theirs?.status.rawValue ?? "nothing")"
                )
            case .refused:
                try BrokenRule.unless(
                    theirs?.creation == nil || theirs?.status.isEnd == true,
                    text + "that it takes part, and it had refused")
            case .asked, .created, .unanswered, nil:
                throw BrokenRule(text + "nothing of the end")
            }
            let history = try JobHistory(of: submission.job, in: station.log)
            let found = try Reconciliation(
                ours: ours, theirs: history, with: party, of: submission.job)
            try BrokenRule.unless(
                found.divergences.isEmpty,
                "\(submission.job): \(found.divergences.map(\.message))")
        }
    }

    private static func checkEngines(_ station: Station, _ world: World) throws {
        if station.isLiar { return }
        for (name, engine) in station.watch.engines {
            try BrokenRule.unless(
                engine.holdings.isEmpty,
                "\(station.name): cores of \(name) are held by \(engine.holdings.keys)")
        }
    }

    /// Notes are there as they were acknowledged, on the log and in the rows.
    private static func checkNotes(_ world: World) throws {
        for (holder, kept) in world.users.notes {
            guard let station = world.stations.first(where: { $0.party == holder.party.id })
            else { continue }
            let notes = station.watch.parties[holder]?.notes ?? ""
            try BrokenRule.unless(
                kept.allows(notes), "\(holder) has the notes \(notes), not \(kept)")
            let shown = try station.rows.notes(of: holder)
            try BrokenRule.unless(
                shown == notes, "\(holder) shows the notes \(shown), not \(notes)")
        }
    }

    /// What a site decided comes out the same when it is decided again from its log.
    private static func checkDecisions(_ station: Station) throws {
        let report = try ReplayCheck.run(LogReplaySource(station.log))
        try BrokenRule.unless(
            report.differences.isEmpty && report.gaps.isEmpty,
            "\(station.name) decides otherwise: \(String(describing: report.differences.first))"
                + " \(report.gaps)")
    }

    /// Rows that followed the log are those that it gives in one go.
    private static func checkRows(_ station: Station) throws {
        let (live, rebuilt) = try station.rows.compared()
        guard live != rebuilt else { return }
        let lines = Set(rebuilt.split(separator: "\n"))
        let other = live.split(separator: "\n").first { !lines.contains($0) }
        throw BrokenRule("\(station.name): a row that the log does not give: \(other ?? "")")
    }
}
