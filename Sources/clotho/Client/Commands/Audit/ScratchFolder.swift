import Glibc

/// A folder for files in between, removed when the work with it ends.
enum ScratchFolder {
    static func with<Answer>(_ body: (String) throws -> Answer) throws -> Answer {
        let path = try make()
        defer { remove(path) }
        return try body(path)
    }

    static func with<Answer>(_ body: (String) async throws -> Answer) async throws -> Answer {
        let path = try make()
        defer { remove(path) }
        return try await body(path)
    }

    private static func make() throws -> String {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/clotho-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            let reason = String(cString: strerror(errno))
            throw ClientError(.badInput, "Could not make a folder in \(parent): \(reason)")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The folder holds files only.
    private static func remove(_ path: String) {
        if let folder = opendir(path) {
            while let entry = readdir(folder) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { unlink("\(path)/\(name)") }
            }
            closedir(folder)
        }
        rmdir(path)
    }
}
