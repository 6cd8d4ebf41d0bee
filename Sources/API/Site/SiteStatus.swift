import Domain
import Projections
import Scheduler

/// `/v1/site/…`: how the site is, who leads it and who did.
enum SiteStatus {
    /// `GET /v1/site/status`: what `/health` says, in FATE's envelope.
    static func status(_ call: Call) async throws -> Reply {
        .success(.object(try await Health.document(call)))
    }

    /// `GET /v1/site/leases`: the processes that led the site, the first one first.
    static func leases(_ call: Call) async throws -> Reply {
        .success(.array(try await call.site.views.leases().map { .object($0) }))
    }

    /// Whether this server leads, and who does.
    static func lead(of site: Site) async throws -> JSONObject {
        let isLeading = await site.leadership.isLeading
        let lease = try await site.leases.current()
        return [
            "role": isLeading ? "leader" : "follower",
            "epoch": .integer(Int64(clamping: lease?.epoch ?? 0)),
            "leader": lease.map { lease in
                [
                    "address": .string(lease.holder.address),
                    "owner": .string(lease.holder.owner),
                    "process": .integer(Int64(lease.holder.processID)),
                    "released": .bool(lease.isReleased),
                ]
            } ?? .null,
        ]
    }
}
