import Foundation
import Glibc
import Hummingbird
import NIOCore
import ServiceLifecycle

@testable import API

/// The routes behind a real port.
struct LiveSite {
    let api: TestAPI
    let port: Int

    /// Serves while `body` runs.
    static func run(
        _ api: TestAPI, _ body: @escaping @Sendable (LiveSite) async throws -> Void
    ) async throws {
        let (ports, continuation) = AsyncStream<Int>.makeStream()
        let application = Application(
            router: APIRouter.make(for: api.site),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in continuation.yield(channel.localAddress?.port ?? 0) },
            logger: api.site.logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            let services = ServiceGroup(services: [application], logger: api.site.logger)
            group.addTask { try await services.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            try await body(LiveSite(api: api, port: port))
            await services.triggerGracefulShutdown()
            try await group.waitForAll()
        }
    }

    /// Sends bytes and gives what comes back until `isDone` says so or the other side closes.
    func exchange(
        _ bytes: [UInt8], until isDone: @escaping @Sendable (String) -> Bool
    ) async -> String {
        // A thread of its own: it waits for the network, and the pool has only a few.
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { [port] in
                let connection = RawConnection(port: port)
                connection.send(bytes)
                var text = ""
                while !isDone(text), let more = connection.receive() { text += more }
                continuation.resume(returning: text)
            }
        }
    }
}

/// A TCP connection as rude as a test needs it.
final class RawConnection {
    private let socket: Int32

    init(port: Int) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, size) }
        }
        precondition(result == 0, "The server takes connections")
    }

    deinit { close(socket) }

    func send(_ bytes: [UInt8]) {
        _ = Glibc.send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    /// The next bytes; `nil` when the other side closed.
    func receive() -> String? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(socket, &buffer, buffer.count, 0)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
}
