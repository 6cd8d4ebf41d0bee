import Glibc

/// Destroys what no commit needs any more: the bytes of erased events.
///
/// LMDB never writes over a page in use. It writes a copy, and leaves the old page in a list of
/// free ones with all its bytes; copies carry what once stood in their free space, too. So all
/// pages that the newest commit does not use are written over with zeros, and so is the free space
/// inside those that it uses.
///
/// Only the writer's thread may do so, and only when nobody reads an older commit. Both meta pages
/// are made to speak of commits after the erasure first, so that a loss of power leads to none
/// whose pages are gone. The environment is opened again, as LMDB keeps the memory of pages it has
/// written and would let old bytes out of it into the free space of new pages. A mark on the log says
/// that this is due until it is done.
struct LogScrubber {
    let environment: LMDBEnvironment

    /// The mark: a fact of the log.
    static let fact = "scrub"

    private static let patience = Duration.seconds(10)
    private static let pause: UInt32 = 2_000

    /// Says in the commit of an erasure that its bytes are to be destroyed.
    static func mark(
        _ tables: LogTables, _ transaction: borrowing LMDBTransaction
    ) throws(EventLogError) {
        try LogFacts(table: tables.facts).set(fact, "due", transaction)
    }

    /// Destroys what is due.
    func run(_ tables: LogTables) throws(EventLogError) {
        let facts = LogFacts(table: tables.facts)
        // The commit before this one is that of the erasure: the other meta page's turn.
        try environment.write { (transaction) throws(EventLogError) in
            try facts.set(Self.fact, "begun", transaction)
        }
        try environment.reopen { () throws(EventLogError) in
            _ = try LogOpening(again: environment, site: nil, tables)
        }
        let commit = try environment.read { (transaction) throws(EventLogError) in
            transaction.number
        }
        try waitForReaders(before: commit)
        try overwrite(commit)
        try environment.write { (transaction) throws(EventLogError) in
            try facts.remove(Self.fact, transaction)
        }
    }

    /// Waits until nobody looks at an earlier commit.
    private func waitForReaders(before commit: UInt64) throws(EventLogError) {
        let end = ContinuousClock.now + Self.patience
        while let oldest = try environment.oldestReader(), oldest.commit < commit {
            guard ContinuousClock.now < end else {
                throw .failure(
                    code: EBUSY, message: "process \(oldest.processID) reads an older commit",
                    doing: "destroying erased bytes")
            }
            // LMDB tells nobody when a read of another process ends: asking again is all there is.
            usleep(Self.pause)
        }
    }

    private func overwrite(_ commit: UInt64) throws(EventLogError) {
        let file = try PageFile(directory: environment.path, isWritable: true)
        var report = LogReport()
        guard MetaChoice.newest(of: file, &report) != nil,
            let meta = MetaChoice.meta(of: commit, in: file)
        else { throw .corrupt(position: .origin, what: "its meta pages") }
        var pass = ScrubPass(file: file, meta: meta)
        try pass.run()
    }
}
