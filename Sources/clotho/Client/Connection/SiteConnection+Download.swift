import AsyncHTTPClient
import Domain
import Glibc
import NIOCore
import NIOHTTP1

extension SiteConnection {
    /// Posts a JSON object and writes the answer, which is no JSON, to a file.
    ///
    /// The file appears under its name only when it is complete.
    func download(_ path: String, _ body: JSONValue, to file: String) async throws {
        try await download(request(path, body), to: file)
    }

    /// Gets an answer that is a file.
    func download(
        _ path: String, _ query: [(name: String, value: String)], to file: String
    ) async throws {
        try await download(HTTPClientRequest(url: url(path, query)), to: file)
    }

    private func download(_ request: HTTPClientRequest, to file: String) async throws {
        let response = try await execute(request, deadline: .now() + .hours(1))
        let type = response.headers.first(name: "Content-Type") ?? ""
        guard response.status == .ok, !type.hasPrefix("application/json") else {
            let body = try await response.body.collect(upTo: 1 << 20)
            let reply = try SiteReply(parsing: Array(body.readableBytesView), from: request.url)
            throw ClientError(.refused(reply.retcode), reply.message)
        }
        let unfinished = file + ".part"
        do {
            try await Self.write(response.body, to: unfinished)
        } catch {
            unlink(unfinished)
            throw error
        }
        guard rename(unfinished, file) == 0 else { throw Self.failure("rename to", file) }
    }

    private static func write(_ body: HTTPClientResponse.Body, to path: String) async throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure("create", path) }
        defer { close(file) }
        for try await piece in body {
            var rest = piece.readableBytesView
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw failure("write", path) }
                rest = rest.dropFirst(count)
            }
        }
    }

    private static func failure(_ action: String, _ path: String) -> ClientError {
        let reason = String(cString: strerror(errno))
        return ClientError(.badInput, "Could not \(action) \(path): \(reason)")
    }
}
