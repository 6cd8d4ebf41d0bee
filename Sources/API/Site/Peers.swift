import Domain
import Projections

/// `GET /v1/peer/list`: what is known of other sites.
enum Peers {
    static func list(_ call: Call) async throws -> Reply {
        .success(.array(try await call.site.views.peers().map { .object($0) }))
    }
}
