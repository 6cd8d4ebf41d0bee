import Glibc

/// A directory that is removed, with all below it, when the test lets go of it.
final class TemporaryDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/clotho-test-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { mkdtemp($0.baseAddress!) }
        precondition(made != nil, "A temporary directory can be made")
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Self.remove(path) }

    /// The paths of all files below, relative to `path`, sorted.
    var files: [String] {
        Self.names(in: path).flatMap { name in
            let below = Self.names(in: "\(path)/\(name)")
            return below.isEmpty ? [name] : below.map { "\(name)/\($0)" }
        }.sorted()
    }

    func write(_ text: String, to name: String) -> String {
        let file = fopen("\(path)/\(name)", "w")
        defer { fclose(file) }
        fputs(text, file)
        return "\(path)/\(name)"
    }

    private static func remove(_ path: String) {
        for name in names(in: path) {
            let below = "\(path)/\(name)"
            if unlink(below) != 0 { remove(below) }
        }
        rmdir(path)
    }

    private static func names(in path: String) -> [String] {
        guard let directory = opendir(path) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
