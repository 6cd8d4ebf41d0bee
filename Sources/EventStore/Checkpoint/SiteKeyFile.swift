import Glibc

/// The file that a site's secret key lives in: 64 hexadecimal digits and a newline, mode 0600.
struct SiteKeyFile {
    let path: String

    /// The secret in the file; a file that is missing is made from `make`, durably and at once
    /// whole, so that a crash leaves none or all of it.
    func readOrMake(_ make: () -> [UInt8]) throws(EventLogError) -> [UInt8] {
        if let secret = try read() { return secret }
        let secret = make()
        try write(secret)
        // Another process may have been first: what the file says holds.
        guard let kept = try read() else { throw .invalid("\(path) has vanished") }
        return kept
    }

    /// `nil` when there is no file.
    private func read() throws(EventLogError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if file < 0, errno == ENOENT { return nil }
        guard file >= 0 else { throw .lastSystem(doing: "opening \(path)") }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .lastSystem(doing: "asking for \(path)") }
        guard status.st_mode & 0o077 == 0 else {
            throw .invalid("others may read \(path), the site's key; run: chmod 600 \(path)")
        }
        var buffer = [UInt8](repeating: 0, count: 80)
        let count = Glibc.read(file, &buffer, buffer.count)
        guard count >= 0 else { throw .lastSystem(doing: "reading \(path)") }
        let digits = buffer.prefix(count).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard count == 65, digits.count == 64, buffer[64] == UInt8(ascii: "\n") else {
            throw .invalid("\(path) is not the file of a key: 64 hexadecimal digits and a newline")
        }
        return stride(from: 0, to: 64, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private func write(_ secret: [UInt8]) throws(EventLogError) {
        let temporary = "\(path).\(getpid()).new"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .lastSystem(doing: "making \(temporary)") }
        defer {
            close(file)
            unlink(temporary)
        }
        let text = Array("\(Hex.text(secret))\n".utf8)
        guard Glibc.write(file, text, text.count) == text.count, fsync(file) == 0 else {
            throw .lastSystem(doing: "writing \(temporary)")
        }
        // A link, as it never replaces a key that is there.
        guard link(temporary, path) == 0 || errno == EEXIST else {
            throw .lastSystem(doing: "making \(path)")
        }
        try flushDirectory()
    }

    private func flushDirectory() throws(EventLogError) {
        let end = path.lastIndex(of: "/") ?? path.startIndex
        let folder = open(
            end == path.startIndex ? "." : String(path[..<end]), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .lastSystem(doing: "opening the directory of \(path)") }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .lastSystem(doing: "flushing \(path)") }
    }
}
