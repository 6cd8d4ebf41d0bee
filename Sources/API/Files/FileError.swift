import Glibc

/// Why a file of the site could not be written.
struct FileError: Error, Hashable, CustomStringConvertible {
    let message: String

    /// What the system says of the last call.
    init(_ action: String, _ path: String) {
        message = "Could not \(action) \(path): \(String(cString: strerror(errno)))"
    }

    var description: String { message }
}
