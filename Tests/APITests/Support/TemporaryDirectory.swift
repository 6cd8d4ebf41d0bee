import Foundation

/// A directory that goes with the test.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "clotho-api-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The files below a folder of the directory.
    func files(in folder: String) -> [String] {
        (try? FileManager.default.subpathsOfDirectory(atPath: "\(path)/\(folder)")) ?? []
    }
}
