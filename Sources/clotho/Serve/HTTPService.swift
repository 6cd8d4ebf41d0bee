import API
import Glibc
import Hummingbird
import NIOCore
import ServiceLifecycle

/// Listens for clients and workers, and says where.
struct HTTPService: Service {
    let site: Site
    let host: String
    let port: Int
    /// Where workers look for the address.
    let addressFile: String

    func run() async throws {
        let application = Application(
            router: APIRouter.make(for: site),
            configuration: ApplicationConfiguration(
                address: .hostname(host, port: port), serverName: "clotho"),
            onServerRunning: { channel in announce(channel.localAddress?.port ?? port) },
            logger: site.logger)
        try await application.run()
    }

    private func announce(_ port: Int) {
        let temporary = "\(addressFile).new"
        if let file = fopen(temporary, "w") {
            fputs("\(host):\(port)\n", file)
            fclose(file)
            rename(temporary, addressFile)
        }
        print("listening on http://\(host):\(port)")
        fflush(nil)
    }
}
