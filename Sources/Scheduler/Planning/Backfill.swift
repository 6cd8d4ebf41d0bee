import Domain

/// The policy ``QueuePolicy/backfill``: the oldest job that cannot start has a reservation at the
/// moment by which it can start at the latest, as jobs end at their time-outs; others may pass it as
/// long as they leave that reservation alone. A job that another site lacks cores for keeps its own.
///
/// The one with the reservation is told what it lacks; to all others one reason is given that does
/// not change while jobs come and go, or each end of a job would explain the whole queue anew.
enum Backfill {
    static func plan(_ snapshot: QueueSnapshot) -> [QueueDecision] {
        var free = FreeResources(snapshot)
        var started: [QueueSnapshot.WaitingJob] = []
        var reservation: Reservation?
        var decisions: [QueueDecision] = []
        for job in snapshot.jobs where !job.phase.isStarting && job.phase != .unreachable {
            let missing = free.shortages(of: job)
            if job.phase == .lacking || !missing.isEmpty {
                if job.phase == .ready {
                    reservation == nil
                        ? decisions.explain(job, missing) : decisions.explainOrder(job, .backfill)
                }
                reservation = reservation ?? Reservation(for: job, snapshot, free, started)
            } else if reservation?.admits(job, now: snapshot.now) ?? true {
                decisions.append(.start(job.job))
                free.take(job)
                started.append(job)
            } else {
                decisions.explainOrder(job, .backfill)
            }
        }
        return decisions
    }

    /// What is kept for the first job that cannot start.
    private struct Reservation {
        /// When the job can start at the latest; `nil` when nothing says so.
        private let start: Timestamp?
        /// What is free beside the job once it has started.
        private var beside: [String: ResourceAmount]
        private let resources: FreeResources
        /// Whether the job can start some day; one that asks for too much is not waited for.
        private let isPossible: Bool

        init(
            for waiting: QueueSnapshot.WaitingJob, _ snapshot: QueueSnapshot, _ free: FreeResources,
            _ started: [QueueSnapshot.WaitingJob]
        ) {
            resources = free
            // Engines of other sites are asked, not known.
            let wanted = waiting.amounts(free).filter { free.amount(of: $0.key) != nil }
            let sizes = snapshot.engines.mapValues(\.total)
            isPossible = sizes.cover(wanted)
            var left = wanted.keys.reduce(into: [:]) { $0[$1] = free.amount(of: $1) }
            var start: Timestamp?
            for release in Release.all(in: snapshot, started) {
                // What ends at one moment is free at that moment.
                if release.time != start, left.cover(wanted) { break }
                left[release.engine]? += release.amount
                start = release.time
            }
            if left.cover(wanted) {
                self.start = start
            } else {
                // Something runs without a limit: the job starts when all is free.
                self.start = nil
                left = sizes
            }
            beside = wanted.reduce(into: [:]) { $0[$1.key] = (left[$1.key] ?? .zero) - $1.value }
        }

        /// Whether a job may start now; it then counts as started.
        mutating func admits(_ other: QueueSnapshot.WaitingJob, now: Timestamp) -> Bool {
            guard isPossible else { return true }
            if let start, let end = other.end(startingAt: now), end <= start { return true }
            let wanted = other.amounts(resources)
            guard wanted.allSatisfy({ (beside[$0] ?? $1).covers($1) }) else { return false }
            for (engine, amount) in wanted { beside[engine]? -= amount }
            return true
        }
    }

    /// What comes back when a job is stopped at the latest.
    private struct Release {
        let time: Timestamp
        let engine: String
        let amount: ResourceAmount

        /// The earliest first, without what nothing ends.
        static func all(
            in snapshot: QueueSnapshot, _ started: [QueueSnapshot.WaitingJob]
        ) -> [Release] {
            let held = snapshot.engines.flatMap { name, engine in
                engine.holdings.compactMap { holder, holding in
                    snapshot.ends[holder.job].map {
                        Release(time: $0, engine: name, amount: engine.counted(holding))
                    }
                }
            }
            let given = started.flatMap { job in
                job.needs.compactMap { need in
                    job.end(startingAt: snapshot.now).map {
                        Release(
                            time: $0, engine: need.need.engine,
                            amount: snapshot.engines[need.need.engine]?.counted(need.need.amount)
                                ?? need.need.amount)
                    }
                }
            }
            return (held + given).sorted {
                ($0.time, $0.engine, $0.amount.cores, $0.amount.memory)
                    < ($1.time, $1.engine, $1.amount.cores, $1.amount.memory)
            }
        }
    }
}

extension QueueSnapshot.WaitingJob {
    /// What all parties need together.
    fileprivate func amounts(_ resources: FreeResources) -> [String: ResourceAmount] {
        needs.reduce(into: [:]) { amounts, need in
            amounts[need.need.engine, default: .zero] += resources.counted(need.need)
        }
    }

    /// When the job would be stopped at the latest; `nil` without a limit.
    fileprivate func end(startingAt now: Timestamp) -> Timestamp? {
        limits.timeoutSeconds.map { now.advanced(byMilliseconds: Int64($0) * 1_000) }
    }
}

extension [String: ResourceAmount] {
    /// Whether each amount can be taken.
    fileprivate func cover(_ wanted: [String: ResourceAmount]) -> Bool {
        wanted.allSatisfy { engine, amount in (self[engine] ?? .zero).covers(amount) }
    }
}
