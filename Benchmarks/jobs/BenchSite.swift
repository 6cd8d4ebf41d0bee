/// The server under measurement: one connection for calls, one for its event stream.
final class BenchSite {
    private let calls: Socket
    private let events: Socket

    init(port: UInt16) throws {
        calls = try Socket(port: port)
        try calls.send("GET /v1/log/stat HTTP/1.1\r\nHost: bench\r\n\r\n")
        let stat = try calls.response()
        guard let head = Self.number("\"head\":", in: stat) else {
            throw BenchError("log/stat named no head: \(stat)")
        }
        events = try Socket(port: port)
        try events.send("GET /v1/events?after=\(head) HTTP/1.1\r\nHost: bench\r\n\r\n")
        try events.skip(to: "\r\n\r\n")
    }

    /// Submits a job and returns when the stream told its end.
    func run(_ shape: JobShape) throws { try end(of: submit(shape)) }

    /// Submits a job and returns its id when the answer is there.
    func submit(_ shape: JobShape) throws -> String {
        let body = shape.submission
        try calls.send(
            "POST /v1/job/submit HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n" + body)
        let answer = try calls.response()
        guard let job = Self.number("\"jobId\":\"", in: answer) else {
            throw BenchError("The job was refused: \(answer)")
        }
        return job
    }

    /// Returns when the stream told the end of a job.
    func end(of job: String) throws {
        var end = ""
        repeat {
            try events.skip(to: "event: job.ended\n")
            end = try events.skip(to: "\n\n")
        } while !end.contains("\"job-\(job)\"")
        guard end.contains("success") else { throw BenchError("The job did not succeed: \(end)") }
    }

    /// The digits after a piece of text.
    private static func number(_ mark: String, in text: String) -> String? {
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
