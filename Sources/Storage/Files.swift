import Glibc

/// The few calls of the file system that the stores need; errors name the path and the reason.
enum Files {
    static func makeDirectory(_ path: String) throws(StorageError) {
        if try addDirectory(path) { try flushDirectory(of: path) }
    }

    /// Makes a directory whose name need not outlive a loss of power yet; false when it is there.
    static func addDirectory(_ path: String) throws(StorageError) -> Bool {
        if mkdir(path, 0o750) == 0 { return true }
        guard errno == EEXIST else { throw failure("make the directory", path) }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw StorageError(.inputOutput, "\(path) is not a directory")
        }
        return false
    }

    /// Removes a file; one that is not there is no error.
    static func remove(_ path: String) throws(StorageError) {
        if unlink(path) != 0, errno != ENOENT { throw failure("remove", path) }
    }

    /// Gives a finished file its name, so that the name outlives a loss of power.
    static func publish(_ unfinished: String, as path: String) throws(StorageError) {
        guard rename(unfinished, path) == 0 else { throw failure("rename to", path) }
        try flushDirectory(of: path)
    }

    static func flushDirectory(of path: String) throws(StorageError) {
        guard let slash = path.lastIndex(of: "/") else { return }
        let parent = slash == path.startIndex ? "/" : String(path[..<slash])
        let folder = open(parent, O_RDONLY | O_DIRECTORY)
        guard folder >= 0 else { throw failure("flush the directory of", path) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("flush the directory of", path) }
    }

    static func names(in directory: String) throws(StorageError) -> [String] {
        guard let entries = opendir(directory) else { throw failure("list", directory) }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// When the file was last written, in Unix seconds; `nil` when it is gone.
    static func changedAt(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mtim.tv_sec : nil
    }

    static func failure(_ action: String, _ path: String) -> StorageError {
        let code = errno
        return StorageError(
            code == ENOENT ? .notFound : .inputOutput,
            "Could not \(action) \(path): \(String(cString: strerror(code)))")
    }
}
