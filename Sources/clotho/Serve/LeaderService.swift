import Domain
import EventStore
import Glibc
import Journal
import Logging
import Projections
import Scheduler
import ServiceLifecycle

/// Leads the site: at once, or when the server that leads it ends.
///
/// It stops behind all that appends and before what makes the rows: its last event is the log's.
struct LeaderService: Service {
    let data: DataDirectory
    /// The log of a server that follows; `nil` for one that found nobody leading.
    let follower: FollowingEventLog?
    let journal: Journal
    let leases: LeaseService
    let leadership: Leadership
    let projector: Projector
    let logger: Logger
    /// The address that the server listens at, once it does.
    let addresses: AsyncStream<String>
    /// What a leader does before it moves jobs.
    let begin: @Sendable () async throws -> Void

    func run() async throws {
        try await untilShutdown {
            for await address in addresses { try await lead(from: address) }
        }
        try? await gracefulShutdown()
        if let lease = await leadership.lease { await release(lease) }
    }

    /// Says that the lead is over, while the rows still follow the log.
    private func release(_ lease: Lease) async {
        do {
            try await leases.release(lease)
            try await projector.wait(for: journal.log.head)
        } catch {
            logger.warning("the lease of epoch \(lease.epoch) was not released: \(error)")
        }
    }

    private func lead(from address: String) async throws {
        if let follower {
            say("listening on \(address)", try await following(follower))
            try await follow(follower)
        }
        let lease = try await leases.take(
            LeaseHolder(owner: Self.machine, processID: getpid(), address: address))
        try await begin()
        try publish(address)
        await leadership.begin(lease)
        say(follower == nil ? "listening on \(address)" : "leading as epoch \(lease.epoch)")
    }

    /// Returns when this process writes the log.
    private func follow(_ log: FollowingEventLog) async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await log.takeOver() }
            group.addTask {
                // What was erased must not live on in what was folded before.
                for try await batch in log.subscribe(after: log.head)
                where batch.contains(where: { $0.envelope.type == Journal.erasureType }) {
                    await journal.forgetStates()
                }
                throw EventLogError.closed
            }
            try await group.next()
            group.cancelAll()
        }
        await journal.forgetStates()
    }

    private func following(_ log: FollowingEventLog) async throws -> String {
        let leader = try await leases.current().map { $0.holder.address } ?? "another server"
        let process = log.writingProcess.map { " (process \($0))" } ?? ""
        return "following \(leader)\(process): takes over when it ends"
    }

    /// Tells workers where they reach the site.
    private func publish(_ address: String) throws {
        let temporary = "\(data.address).new"
        let place = address.dropFirst("http://".count)
        guard let file = fopen(temporary, "w") else {
            throw EventLogError.lastSystemCall(doing: "writing \(temporary)")
        }
        fputs("\(place)\n", file)
        fclose(file)
        guard rename(temporary, data.address) == 0 else {
            throw EventLogError.lastSystemCall(doing: "writing \(data.address)")
        }
    }

    private func say(_ lines: String...) {
        for line in lines { print(line) }
        fflush(nil)
    }

    private static var machine: String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

extension EventLogError {
    /// The system call that has just failed.
    fileprivate static func lastSystemCall(doing: String) -> EventLogError {
        .failure(code: errno, message: String(cString: strerror(errno)), doing: doing)
    }
}
