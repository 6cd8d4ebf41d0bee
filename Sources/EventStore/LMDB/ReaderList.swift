/// The readers of an environment, as LMDB lists them: a line each with the process, the thread and
/// the commit it looks at, or `-` when it looks at none.
struct ReaderList {
    private(set) var oldest: (commit: UInt64, processID: Int32)?

    mutating func add(_ lines: String) {
        for line in lines.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 3, let process = Int32(words[0]), let commit = UInt64(words[2])
            else { continue }
            if oldest.map({ commit < $0.commit }) ?? true { oldest = (commit, process) }
        }
    }
}
