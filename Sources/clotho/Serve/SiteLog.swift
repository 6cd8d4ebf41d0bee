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
        } catch EventLogError.inUse(let path, let processID) {
            let holder = processID.map { "process \($0)" } ?? "another process"
            guard waits else {
                throw ValidationError(
                    "the log in \(path) is written by \(holder); stop it first, take another "
                        + "--data-dir, or give --wait to wait for its end")
            }
            logger.notice("the log in \(path) is written by \(holder): waiting for its end")
            return try LMDBEventLog(
                path: path, site: site, options: EventLogOptions(whenInUse: .wait))
        }
    }
}
