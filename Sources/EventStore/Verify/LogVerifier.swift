/// Reads a log in its directory from the first byte to the last and says what is wrong with it.
///
/// LMDB trusts its file: it follows page numbers in a memory map without asking where they lead, so
/// a damaged page can end the process. The verifier therefore reads the file page by page itself,
/// and LMDB touches no more than the two first pages, once those are known to be right. Whatever
/// the bytes are, the answer is a report.
///
/// It may run while another process writes: it verifies the commit that was the newest when it
/// began, and registers as a reader so that those pages stay as they are.
public struct LogVerifier {
    /// How far a verification has come: events read so far, and how many the log should have.
    public typealias Progress = (_ done: UInt64, _ total: UInt64) -> Void

    private let directory: String

    /// - Parameter directory: The directory with `data.mdb`.
    public init(directory: String) { self.directory = directory }

    /// Verifies everything. Finding damage is no error; that there is no log, or that its file
    /// cannot be opened, is one.
    public func verify(progress: Progress = { _, _ in }) throws(EventLogError) -> LogReport {
        let file = try PageFile(directory: directory)
        var report = LogReport()
        guard MetaChoice.newest(of: file, &report) != nil else { return report }
        do {
            // Held until the end: the pages of the commit are not written over meanwhile.
            let environment = try LMDBEnvironment(
                path: directory, options: EventLogOptions(), access: .read)
            defer { environment.close() }
            try environment.read { (transaction) throws(EventLogError) in
                try verify(file, &report, pinned: transaction.number, progress)
            }
        } catch {
            // With findings, that LMDB refuses the file is no news.
            if report.isSound { throw error }
        }
        return report
    }

    private func verify(
        _ file: PageFile, _ report: inout LogReport, pinned transaction: UInt64,
        _ progress: Progress
    ) throws(EventLogError) {
        // The file may have grown since it was opened.
        let file = try PageFile(directory: directory)
        guard let meta = MetaChoice.meta(of: transaction, in: file) else {
            return report.add(.file, "commit \(transaction) has no meta page")
        }
        var check = ContentCheck(file: file, meta: meta, report: report)
        check.run(progress)
        report = check.report
    }
}
