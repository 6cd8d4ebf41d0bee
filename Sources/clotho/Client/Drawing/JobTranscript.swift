import Domain

/// Tells a running job in lines, for a file or a pipe: one line for each change.
struct JobTranscript {
    private var last: JobPicture?

    /// What happened since the last picture.
    mutating func changes(to picture: JobPicture, now: Int64) -> [String] {
        let before = last
        last = picture
        let begun = picture.times.created ?? picture.times.started ?? now
        let clock = Elapsed.text(milliseconds: now - begun)
        let job = Self.jobChanges(before, picture)
        let components = Self.componentChanges(before, picture)
        // What the components did is what ended the job.
        return (picture.status.isEnd ? components + job : job + components).map {
            "\(clock)  \($0)"
        }
    }

    private static func jobChanges(_ before: JobPicture?, _ job: JobPicture) -> [String] {
        var lines: [String] = []
        if before?.status != job.status {
            let reason = job.reason.isEmpty ? "" : ": \(job.reason)"
            lines.append("job \(job.jobID) \(job.status.rawValue)\(reason)")
        }
        if before?.waitReasons != job.waitReasons, !job.status.isEnd {
            lines += job.waitReasons.map { "job \(job.jobID) waits: \($0)" }
        }
        return lines
    }

    private static func componentChanges(_ before: JobPicture?, _ job: JobPicture) -> [String] {
        job.components.flatMap { component in
            let old = before?.components.first { $0.name == component.name }
            return lines(from: old, to: component)
        }
    }

    private static func lines(
        from old: JobPicture.Component?, to component: JobPicture.Component
    ) -> [String] {
        var lines: [String] = []
        let isNews = (old?.status ?? .waiting) != component.status
        let hasMoved = quarter(old) < quarter(component) && component.status == .running
        if isNews || hasMoved {
            let progress = component.status == .running ? " \(Int(component.progress)) %" : ""
            lines.append("\(component.name) \(component.status.rawValue)\(progress)")
        }
        for party in component.parties where !party.reason.isEmpty {
            let same = old?.parties.first { ($0.role, $0.id) == (party.role, party.id) }
            guard same?.reason != party.reason else { continue }
            lines.append("\(component.name) at \(party.role) \(party.id): \(party.reason)")
        }
        return lines
    }

    /// Progress in steps, so that a long task does not fill the file.
    private static func quarter(_ component: JobPicture.Component?) -> Int {
        Int((component?.progress ?? 0) / 25)
    }
}
