import Domain

/// A job with its components and parties at one moment, as `GET /v1/job/show` tells it.
struct JobPicture: Equatable {
    var jobID: String
    var status: JobStatus
    /// Why the job ended as it did; empty when there is nothing to say.
    var reason = ""
    /// Why the job has not started yet.
    var waitReasons: [String] = []
    /// The site that the job was imported from; empty for a job of this site.
    var origin = ""
    /// What people keep with the job, by party.
    var notes: [Note] = []
    var times = Period()
    /// The components in topological order.
    var components: [Component] = []

    /// When something was made, began and ended, in Unix milliseconds.
    struct Period: Equatable {
        var created: Int64?
        var started: Int64?
        var ended: Int64?
    }

    struct Note: Equatable {
        /// The parties that have it, such as `guest 9999`.
        var parties: [String]
        var text: PlainNotes
    }

    struct Component: Equatable {
        var name: String
        var module: String
        var status: TaskStatus
        /// The components whose outputs this one takes.
        var upstream: [String] = []
        var parties: [Party] = []
        /// The earlier job that it was taken over from; empty for one that runs here.
        var inheritedFrom = ""
    }

    struct Party: Equatable {
        var role: String
        var id: String
        var status: TaskStatus
        /// How much is done, 0 to 100.
        var progress: Double = 0
        /// Why it failed; empty when there is nothing to say.
        var reason = ""
        var times = Period()
    }
}

extension JobPicture {
    /// How many components have done their work.
    var doneCount: Int { components.count { $0.status.isSuccess } }
}

extension JobPicture.Component {
    /// How much is done, 0 to 100: everything, or the mean of the parties.
    var progress: Double {
        if status.isSuccess { return 100 }
        guard !parties.isEmpty else { return 0 }
        let sum = parties.reduce(0) { $0 + ($1.status.isSuccess ? 100 : $1.progress) }
        return min(100, max(0, sum / Double(parties.count)))
    }
}

extension JobPicture.Component {
    /// From the first start at a party to the last end.
    var times: JobPicture.Period {
        let ends = parties.compactMap(\.times.ended)
        return JobPicture.Period(
            started: parties.compactMap(\.times.started).min(),
            ended: status.isEnd ? ends.max() : nil)
    }
}

extension JobPicture.Period {
    /// How long it has taken by `now`; `nil` before it began.
    func elapsed(at now: Int64) -> Int64? {
        started.map { max(0, (ended ?? now) - $0) }
    }
}
