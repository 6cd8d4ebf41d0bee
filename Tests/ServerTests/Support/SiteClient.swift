import AsyncHTTPClient
import Domain
import NIOCore
import NIOHTTP1

/// Asks a site over HTTP, as a client of FATE would.
struct SiteClient {
    let address: String

    /// An answer in FATE's envelope.
    struct Answer {
        let status: UInt
        let body: JSONObject

        var code: Int? { body["retcode"]?.integer }
        var message: String { body["retmsg"]?.string ?? "" }
        var data: JSONValue? { body["data"] }
        var job: JobID? { body["jobId"]?.string.flatMap { JobID($0) } }

        /// The points of a metric by their names.
        var points: [String: Double] {
            let points = (data?.array ?? []).compactMap { point -> (String, Double)? in
                guard let name = point.array?.first?.string, let value = point.array?.last?.double
                else { return nil }
                return (name, value)
            }
            return Dictionary(points) { first, _ in first }
        }
    }

    func post(_ path: String, _ body: JSONValue = [:]) async throws -> Answer {
        var request = HTTPClientRequest(url: "\(address)/v1/\(path)")
        request.method = .POST
        request.headers.add(name: "Content-Type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: body.utf8()))
        return try await send(request)
    }

    func get(_ path: String) async throws -> Answer {
        try await send(HTTPClientRequest(url: "\(address)\(path)"))
    }

    /// Uploads a CSV as the stock clients do: multipart, parameters in the query.
    func upload(
        _ csv: [UInt8], namespace: String = "experiment", name: String, query: String = ""
    ) async throws -> Answer {
        var request = HTTPClientRequest(
            url: "\(address)/v1/data/upload?namespace=\(namespace)&table_name=\(name)"
                + "&file=x.csv&head=1&partition=4\(query)")
        request.method = .POST
        request.headers.add(
            name: "Content-Type", value: "multipart/form-data; boundary=frontier")
        let head =
            "--frontier\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n"
            + "Content-Type: text/csv\r\n\r\n"
        let body = Array(head.utf8) + csv + Array("\r\n--frontier--\r\n".utf8)
        request.body = .bytes(ByteBuffer(bytes: body))
        return try await send(request)
    }

    private func send(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(600))
        let bytes = try await response.body.collect(upTo: 64 << 20)
        let json = try JSONValue(parsing: Array(bytes.readableBytesView))
        return Answer(status: response.status.code, body: json.object ?? [:])
    }

    /// The events after a position, as they come; ends when the server does.
    func events(
        after position: Int, follow: Bool = true
    ) async throws -> AsyncThrowingStream<JSONObject, any Error> {
        let request = HTTPClientRequest(
            url: "\(address)/v1/events?after=\(position)&follow=\(follow)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(600))
        return AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    var line: [UInt8] = []
                    for try await buffer in response.body {
                        for byte in buffer.readableBytesView {
                            guard byte == UInt8(ascii: "\n") else {
                                line.append(byte)
                                continue
                            }
                            if line.starts(with: Array("data: ".utf8)),
                                let event = try JSONValue(parsing: Array(line.dropFirst(6))).object
                            {
                                continuation.yield(event)
                            }
                            line = []
                        }
                    }
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    /// Waits until a job is over at every party; its events.
    @discardableResult
    func end(of job: JobID) async throws -> JobEnd {
        for try await event in try await events(after: 0)
        where event["stream"]?.string == "job-\(job)" && event["type"]?.string == "job.ended" {
            let payload = event["payload"]?.object
            return JobEnd(
                status: payload?["status"]?.string ?? "", reason: payload?["reason"]?.string ?? "")
        }
        throw ServerProcess.Failure(description: "the server went away before the job ended")
    }

    /// Waits until every party has answered the end of a job: its cores are back.
    func closing(of job: JobID, parties: Int) async throws {
        var left = parties
        for try await event in try await events(after: 0)
        where event["stream"]?.string == "job-\(job)"
            && event["type"]?.string == "job.party_closed"
        {
            left -= 1
            if left == 0 { return }
        }
        throw ServerProcess.Failure(description: "the server went away before the job was closed")
    }

    /// The evaluation of the quickstart's job at the guest.
    func evaluation(of job: JobID) async throws -> Answer {
        try await post(
            "tracking/component/metric_data",
            [
                "job_id": .string(job.text), "role": "guest", "party_id": 9999,
                "component_name": "evaluation_0", "metric_namespace": "train",
                "metric_name": "hetero_lr_0",
            ])
    }

    struct JobEnd {
        let status: String
        let reason: String
    }
}
