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

    /// How many bytes have come, of how many; 0 when the server did not say.
    typealias DownloadProgress = (_ received: UInt64, _ total: UInt64) -> Void

    /// Gets an answer that is a file.
    func download(
        _ path: String, _ query: [(name: String, value: String)], to file: String,
        progress: DownloadProgress = { _, _ in }
    ) async throws {
        try await download(HTTPClientRequest(url: url(path, query)), to: file, progress)
    }

    private func download(
        _ request: HTTPClientRequest, to file: String,
        _ progress: DownloadProgress = { _, _ in }
    ) async throws {
        let response = try await execute(request, deadline: .now() + .hours(1))
        let type = response.headers.first(name: "Content-Type") ?? ""
        guard response.status == .ok, !type.hasPrefix("application/json") else {
            let body = try await response.body.collect(upTo: 1 << 20)
            let reply = try SiteReply(parsing: Array(body.readableBytesView), from: request.url)
            throw ClientError(.refused(reply.retcode), reply.message)
        }
        let total = response.headers.first(name: "Content-Length").flatMap { UInt64($0) } ?? 0
        let unfinished = file + ".part"
        do {
            try await Self.write(response.body, to: unfinished) { progress($0, total) }
        } catch {
            unlink(unfinished)
            throw error
        }
        guard rename(unfinished, file) == 0 else { throw Self.failure("rename to", file) }
    }

    private static func write(
        _ body: HTTPClientResponse.Body, to path: String, _ progress: (UInt64) -> Void
    ) async throws {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failure("create", path) }
        defer { close(file) }
        var received: UInt64 = 0
        for try await piece in body {
            received += UInt64(piece.readableBytes)
            progress(received)
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
