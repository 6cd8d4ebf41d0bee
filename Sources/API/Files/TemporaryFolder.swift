/// A folder that is removed with its files when nobody holds it any more.
final class TemporaryFolder: Sendable {
    let path: String

    /// Makes the folder.
    init(_ path: String) throws {
        self.path = path
        try FileSystem.makeDirectories(path)
    }

    deinit { FileSystem.remove(path) }
}
