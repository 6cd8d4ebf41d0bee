import API
import ArgumentParser
import Glibc
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Listens for clients and workers.
struct HTTPService: Service {
    let site: Site
    let host: String
    let port: Int
    /// Told the address once it listens.
    let listening: @Sendable (_ address: String) -> Void

    func run() async throws {
        let application = Application(
            router: APIRouter.make(for: site),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: "clotho"),
            onServerRunning: { channel in
                listening("http://\(host):\(channel.localAddress?.port ?? port)")
            },
            logger: site.logger)
        do {
            try await application.run()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw ValidationError(
                "--port \(port): another program listens on \(host):\(port), maybe the server that "
                    + "leads this directory; give another port, 0 takes a free one")
        }
    }
}
