import Glibc

/// A file that a command writes for the user.
enum OutputFile {
    /// Refuses to write over a file: what is kept as evidence is not replaced by mistake.
    static func check(_ path: String, mayReplace: Bool) throws(ClientError) {
        guard mayReplace || access(path, F_OK) != 0 else {
            throw ClientError(
                .badInput, "\(path) is there already; give another name, or --force to replace it")
        }
    }

    /// Lets `body` write beside the file and puts what it wrote in its place when it is complete.
    static func write(_ path: String, _ body: (_ unfinished: String) throws -> Void) throws {
        let unfinished = path + ".part"
        unlink(unfinished)
        do {
            try body(unfinished)
        } catch {
            unlink(unfinished)
            throw error
        }
        guard rename(unfinished, path) == 0 else {
            let reason = String(cString: strerror(errno))
            throw ClientError(.badInput, "Could not rename to \(path): \(reason)")
        }
    }
}
