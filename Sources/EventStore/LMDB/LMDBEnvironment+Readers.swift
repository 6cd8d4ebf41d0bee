import CLMDB

/// Who reads, in this process and in others.
extension LMDBEnvironment {
    /// Forgets the reads of processes that died in the middle of one: what they saw would be kept
    /// from being reused for ever.
    func forgetDeadReaders() throws(EventLogError) {
        var count: Int32 = 0
        try check(mdb_reader_check(handle, &count), "clearing readers that have died")
    }

    /// The commits that reads are looking at now, in all processes, and who reads: the oldest is
    /// what keeps pages from being written over.
    func oldestReader() throws(EventLogError) -> (commit: UInt64, processID: Int32)? {
        try forgetDeadReaders()
        var list = ReaderList()
        let code = withUnsafeMutablePointer(to: &list) { list in
            mdb_reader_list(
                handle,
                { text, context in
                    guard let text, let context else { return 0 }
                    context.assumingMemoryBound(to: ReaderList.self).pointee
                        .add(String(cString: text))
                    return 0
                }, list)
        }
        if code < 0 { try check(code, "listing readers") }
        return list.oldest
    }
}
