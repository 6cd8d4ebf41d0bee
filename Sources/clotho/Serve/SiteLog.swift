import ArgumentParser
import EventStore
import Glibc
import Logging

/// Opens the log of a site to write it.
enum SiteLog {
    /// - Parameter waits: Whether to wait for the process that writes the log to end.
    static func open(
        _ path: String, site: String, waits: Bool, _ logger: Logger
    ) throws -> LMDBEventLog {
        // A limit on the size of files is an error to tell, not a reason to end.
        signal(SIGXFSZ, SIG_IGN)
        do {
            return try LMDBEventLog(path: path, site: site)
        } catch {
            guard let holder = holder(error) else { throw error }
            guard waits else {
                throw ValidationError(
                    "the log in \(path) is written by \(holder); stop it first, take another "
                        + "--data-dir, or give --wait to wait for its end")
            }
            logger.notice("the log in \(path) is written by \(holder): waiting for its end")
        }
        return try LMDBEventLog(
            path: path, site: site, options: EventLogOptions(whenInUse: .wait))
    }

    /// Who writes the log, when that is what the error says.
    private static func holder(_ error: EventLogError) -> String? {
        guard case .inUse(_, let processID) = error else { return nil }
        return processID.map { "process \($0)" } ?? "another process"
    }
}
