import Domain

/// Follows one job until it ends, woken by the server's event stream.
///
/// An event only says that something about the job happened; what is so now is read again from
/// `job/show`. However many events come while it is read, they are answered by one more reading.
struct JobWatcher {
    let site: SiteConnection
    let jobID: String
    /// How often to show the job again although nothing happened; `nil` for never.
    var refreshInterval: Duration?

    /// Shows the job now and after each change, with the data as they came; gives its end.
    func run(_ show: (JobPicture, JSONValue) -> Void) async throws -> JobPicture {
        let bell = NewsBell()
        let head = try await site.headPosition()
        let listener = EventListener(site: site, jobID: jobID)
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await listener.run(bell, after: head) }
            group.addTask { await tick(bell) }
            defer { group.cancelAll() }
            return try await follow(bell, show)
        }
    }

    private func follow(
        _ bell: NewsBell, _ show: (JobPicture, JSONValue) -> Void
    ) async throws -> JobPicture {
        var data = JSONValue.null
        for try await _ in bell.wakes {
            if bell.takeNews() { data = try await site.jobData(jobID) }
            guard let picture = JobPicture(data) else {
                throw ClientError(.badAnswer, "job/show did not describe a job: \(data.text())")
            }
            show(picture, data)
            if picture.status.isEnd { return picture }
        }
        throw CancellationError()
    }

    private func tick(_ bell: NewsBell) async {
        guard let refreshInterval else { return }
        while (try? await Task.sleep(for: refreshInterval)) != nil { bell.tick() }
    }
}

extension SiteConnection {
    /// What is so about one job now.
    func jobData(_ jobID: String) async throws -> JSONValue {
        try await jobReply(jobID).data
    }

    /// What is so about one job now, or was at a moment of the past.
    func jobReply(_ jobID: String, at moment: JSONValue? = nil) async throws -> SiteReply {
        return try await get("job/show", [("job_id", jobID)] + PastOption.query(at: moment))
            .accepted("show job \(jobID)")
    }
}
