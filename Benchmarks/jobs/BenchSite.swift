/// The server under measurement: one connection for calls, one for its event stream.
final class BenchSite {
    private let calls: Socket
    private let events: Socket
    /// Where the log ended when this was connected.
    let head: String

    /// Connects to a server.
    ///
    /// - Parameters:
    ///   - type: The type of events to be told of.
    ///   - position: The last position that is known; `nil` for where the log ends.
    init(
        port: UInt16, eventsOf type: String = "job.ended", after position: String? = nil
    ) throws {
        calls = try Socket(port: port)
        try calls.send("GET /v1/log/stat HTTP/1.1\r\nHost: bench\r\n\r\n")
        let stat = try calls.response()
        guard let head = Self.number("\"head\":", in: stat) else {
            throw BenchError("log/stat named no head: \(stat)")
        }
        self.head = head
        events = try Socket(port: port)
        try events.send(
            "GET /v1/events?after=\(position ?? head)&type=\(type) HTTP/1.1\r\nHost: bench\r\n\r\n")
        try events.skip(to: "\r\n\r\n")
    }

    /// Submits a job and returns when the stream told its end.
    func run(_ shape: JobShape) throws { try end(of: submit(shape)) }

    /// Submits a job and returns its id when the answer is there.
    func submit(_ shape: JobShape) throws -> String {
        let answer = try post("/v1/job/submit", shape.submission)
        guard let job = Self.number("\"jobId\":\"", in: answer) else {
            throw BenchError("The job was refused: \(answer)")
        }
        return job
    }

    /// Ends a job early; returns when its workers are gone.
    func stop(_ job: String) throws {
        let answer = try post("/v1/job/stop", "{\"job_id\":\"\(job)\"}")
        guard answer.contains("\"retcode\":0") else {
            throw BenchError("The job was not stopped: \(answer)")
        }
    }

    /// Returns when the stream told the end of a job.
    func end(of job: String) throws {
        var end: (job: String, text: String)
        repeat { end = try nextEnd() } while end.job != job
        guard end.text.contains("success") else {
            throw BenchError("The job did not succeed: \(end.text)")
        }
    }

    /// The next end of a job that the stream tells of.
    func nextEnd() throws -> (job: String, text: String) {
        let text = try next("job.ended")
        guard let job = Self.number("\"job-", in: text) else {
            throw BenchError("The end names no job: \(text)")
        }
        return (job, text)
    }

    /// What the stream tells of the next event of a type.
    func next(_ type: String) throws -> String {
        try events.skip(to: "event: \(type)\n")
        return try events.skip(to: "\n\n")
    }

    private func post(_ path: String, _ body: String) throws -> String {
        try calls.send(
            "POST \(path) HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
        return try calls.response()
    }

    /// The digits after a piece of text.
    static func number(_ mark: String, in text: String) -> String? {
        var rest = Substring(text)
        while !rest.isEmpty, !rest.hasPrefix(mark) { rest = rest.dropFirst() }
        let digits = rest.dropFirst(mark.count).prefix { $0.isNumber }
        return digits.isEmpty ? nil : String(digits)
    }
}

/// What stopped the measurement.
struct BenchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
