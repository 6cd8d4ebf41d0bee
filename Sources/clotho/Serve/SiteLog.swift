import ArgumentParser
import EventStore
import Glibc
import Logging

/// The log of a site, as a server that starts finds it.
enum SiteLog {
    /// Nobody else leads the site: this server writes the log.
    case leading(LMDBEventLog)
    /// Another server leads.
    case following(FollowingEventLog)

    /// What a server does that finds another one leading.
    enum WhenLed {
        /// It follows: it reads, and takes over.
        case follow
        /// It blocks until the other one ends.
        case wait
        /// It gives up.
        case refuse
    }

    /// How long a server that has just started may take to make the log and begin it.
    private static let beginSecondsMax = 10
    /// How often it is looked whether it has, in milliseconds. Looked, as a log that is not there yet
    /// has no bell that its maker could ring.
    private static let beginLookMilliseconds = 20

    /// The log.
    var log: any EventLog {
        switch self {
        case .leading(let log): log
        case .following(let log): log
        }
    }

    /// The log of a server that follows.
    var follower: FollowingEventLog? {
        guard case .following(let log) = self else { return nil }
        return log
    }

    /// Opens the log of a site.
    static func open(
        _ path: String, site: String, _ whenLed: WhenLed, _ logger: Logger
    ) async throws -> SiteLog {
        // A limit on the size of files is an error to tell, not a reason to end.
        signal(SIGXFSZ, SIG_IGN)
        let holder: String
        do {
            return .leading(try LMDBEventLog(path: path, site: site))
        } catch {
            guard case .inUse(_, let processID) = error else { throw error }
            holder = processID.map { "process \($0)" } ?? "another process"
        }
        switch whenLed {
        case .follow:
            return .following(try await follow(path, holder))
        case .wait:
            logger.notice("the log in \(path) is written by \(holder): waiting for its end")
            return .leading(
                try LMDBEventLog(
                    path: path, site: site, options: EventLogOptions(whenInUse: .wait)))
        case .refuse:
            throw ValidationError(
                "the log in \(path) is written by \(holder); stop it first, take another "
                    + "--data-dir, or leave out --alone to follow it")
        }
    }

    /// Opens the log once the leader has begun it: all other files of the site are there then, too.
    private static func follow(_ path: String, _ holder: String) async throws -> FollowingEventLog {
        let end = ContinuousClock.now + .seconds(beginSecondsMax)
        while ContinuousClock.now < end {
            do {
                let log = try FollowingEventLog(path: path)
                if log.head > .origin { return log }
                await log.close()
            } catch {
                guard case .missing = error else { throw error }
            }
            try await Task.sleep(for: .milliseconds(beginLookMilliseconds))
        }
        throw ValidationError(
            "the log in \(path) is held by \(holder), which does not begin to lead; stop it")
    }
}
