/// How much of a file has been read, in whole percent.
struct UploadProgress {
    let total: Int
    private var done = 0
    private var reported = 0

    init(total: Int) { self.total = total }

    /// The new percentage, when it is another one than before.
    mutating func advance(by bytes: Int) -> Int? {
        done += bytes
        let percent = total == 0 ? 100 : min(100, done * 100 / total)
        guard percent > reported else { return nil }
        reported = percent
        return percent
    }
}
