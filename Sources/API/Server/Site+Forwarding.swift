import Domain
import EventStore
import Glibc
import HTTPTypes
import Hummingbird
import Scheduler

extension Site {
    /// How long a request waits for somebody to lead.
    private static let leaderMillisecondsMax: Int64 = 20_000

    /// The leader's answer to a request that this server must not carry out, as it follows; `nil`
    /// when it leads, now or while the request waited, and answers by itself.
    ///
    /// While nobody leads the request waits. Where the former leader may have read it, the log tells
    /// whether it was carried out: nothing is done twice.
    func leadersAnswer(to request: inout Request, named id: String) async throws -> Response? {
        if await leadership.isLeading { return nil }
        guard let leader else { throw Refusal(status: 503, "nobody leads the site") }
        let isKept = try await keepBody(of: &request)
        let deadline = clock.now().advanced(byMilliseconds: Self.leaderMillisecondsMax)
        while await !leadership.isLeading {
            let (head, lease) = (log.head, try await leases.current())
            if lease?.holder.processID == getpid() {
                // It has just been taken, and holds in a moment.
                try await leadership.untilLeading()
                return nil
            }
            do {
                if let lease, !lease.isReleased {
                    return try await leader.forward(request, named: id, to: lease.holder.address)
                }
                try await waitForLeader(after: lease, from: head, until: deadline)
            } catch let problem as LeaderUnreachable {
                do {
                    try await waitForLeader(after: lease, from: head, until: deadline)
                } catch {
                    throw problem.mayHaveRead ? Refusal.cut(lease, problem) : error
                }
                guard problem.mayHaveRead else { continue }
                if let answer = try FormerAnswer(to: id, in: log, after: head) {
                    return answer.reply.response
                }
                guard isKept else { throw Refusal.cut(lease, problem) }
            }
        }
        return nil
    }

    /// Reads a body of JSON, so that it can be sent again; whether it did. What is uploaded passes.
    private func keepBody(of request: inout Request) async throws -> Bool {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        let isChunked = request.headers[.transferEncoding] != nil
        guard !isChunked, length ?? 0 <= limits.jsonBytesMax else { return false }
        _ = try await request.collectBody(upTo: limits.jsonBytesMax)
        return true
    }

    /// Returns when another lease is on the log than that one: the first thing that a leader appends.
    /// - Throws: `Refusal` when the time is over before.
    private func waitForLeader(
        after lease: Lease?, from head: Position, until deadline: Timestamp
    ) async throws {
        let left = deadline.milliseconds(since: clock.now())
        let isLed = await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await hasLeader(after: lease, from: head)) ?? false }
            group.addTask { [clock] in
                await clock.wait(milliseconds: max(0, left))
                return false
            }
            let isLed = await group.next() ?? false
            group.cancelAll()
            return isLed
        }
        if !isLed { throw Refusal.noLeader(lease) }
    }

    private func hasLeader(after lease: Lease?, from head: Position) async throws -> Bool {
        for try await _ in log.subscribe(after: head)
        where try await leases.current()?.epoch != lease?.epoch { return true }
        return false
    }
}

extension Refusal {
    fileprivate static func cut(_ lease: Lease?, _ problem: LeaderUnreachable) -> Refusal {
        Refusal(
            status: 502,
            "the server that leads the site, \(lease?.holder.address ?? "unknown"), went away while "
                + "it had the request (\(problem.reason)); it may have carried it out: look before "
                + "asking again")
    }

    fileprivate static func noLeader(_ lease: Lease?) -> Refusal {
        let last = lease.map { "; \($0.holder.address) was the last" } ?? ""
        return Refusal(status: 503, "no server leads the site now\(last); ask again in a while")
    }
}
