import Domain
import EventStore

/// The waiting jobs in the order of their submission, kept from plan to plan: what an event has not
/// changed is not looked at again.
struct WaitingQueue {
    /// The waiting jobs; those that are stale as they were before.
    private var jobs: [QueueSnapshot.WaitingJob] = []
    /// Where each of them was submitted, ascending.
    private var order: [Position] = []
    /// Where each open job was submitted: one that runs again keeps its place in the queue.
    private var places: [JobID: Position] = [:]
    /// Jobs that have to be looked at again.
    private var stale: Set<JobID> = []

    /// Takes in a new job.
    mutating func add(_ job: JobID, submittedAt place: Position) {
        places[job] = place
        stale.insert(job)
    }

    /// Notes that something has happened to a job.
    mutating func touch(_ job: JobID) {
        if places[job] != nil { stale.insert(job) }
    }

    /// Notes that something has happened to what all jobs want.
    mutating func touchAll() { stale = Set(places.keys) }

    /// Forgets a job that is over.
    mutating func remove(_ job: JobID) {
        put(nil, of: job)
        places[job] = nil
        stale.remove(job)
    }

    /// The waiting jobs.
    ///
    /// - Parameter look: What there is to know about a job; `nil` when it does not wait.
    mutating func refreshed(
        by look: (JobID) -> QueueSnapshot.WaitingJob?
    ) -> [QueueSnapshot.WaitingJob] {
        if stale.count > Self.fewMax {
            merge(by: look)
        } else {
            for job in stale { put(look(job), of: job) }
        }
        stale.removeAll(keepingCapacity: true)
        return jobs
    }

    /// How many jobs are put in their places one by one; each may move all that are behind it.
    private static let fewMax = 32

    /// Puts all stale jobs in their places at once.
    private mutating func merge(by look: (JobID) -> QueueSnapshot.WaitingJob?) {
        let changed = stale.compactMap { job in places[job].map { (job: job, place: $0) } }
            .sorted { $0.place < $1.place }
        var merged: (jobs: [QueueSnapshot.WaitingJob], order: [Position]) = ([], [])
        merged.jobs.reserveCapacity(jobs.count + changed.count)
        merged.order.reserveCapacity(order.count + changed.count)
        var kept = 0
        for (job, place) in changed {
            let next = index(of: place)
            merged.jobs += jobs[kept..<next]
            merged.order += order[kept..<next]
            kept = next < order.count && order[next] == place ? next + 1 : next
            guard let new = look(job) else { continue }
            merged.jobs.append(new)
            merged.order.append(place)
        }
        jobs = merged.jobs + jobs[kept...]
        order = merged.order + order[kept...]
    }

    /// All open jobs, in the order of their submission.
    var all: [JobID] { places.sorted { $0.value < $1.value }.map(\.key) }

    private mutating func put(_ new: QueueSnapshot.WaitingJob?, of job: JobID) {
        guard let place = places[job] else { return }
        let index = index(of: place)
        let isThere = index < order.count && order[index] == place
        switch (new, isThere) {
        case (let new?, true):
            jobs[index] = new
        case (let new?, false):
            jobs.insert(new, at: index)
            order.insert(place, at: index)
        case (nil, true):
            jobs.remove(at: index)
            order.remove(at: index)
        case (nil, false):
            break
        }
    }

    /// The number of the first job that was submitted at this position or later.
    private func index(of place: Position) -> Int {
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            if order[middle] < place { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
