import Foundation

/// The few things that the routes ask of the file system.
///
/// Through Foundation: beside NIO the compiler takes the members of `stat` for NIO's own.
enum FileSystem {
    /// A plain file below a directory.
    struct Entry: Hashable, Sendable {
        /// The path from the directory on.
        let name: String
        let byteCount: Int
        /// Unix seconds.
        let changedAt: Int
    }

    /// Makes a directory and those above it; one that is there is no error.
    static func makeDirectories(_ path: String) throws {
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o750])
    }

    static func isDirectory(_ path: String) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
            && isDirectory.boolValue
    }

    /// All plain files below a directory, in the order of their names; links are not followed.
    static func files(below directory: String) -> [Entry] {
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: directory)) ?? []
        return names.sorted().compactMap { name in
            let path = "\(directory)/\(name)"
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                attributes[.type] as? FileAttributeType == .typeRegular
            else { return nil }
            let changed = attributes[.modificationDate] as? Date
            return Entry(
                name: name, byteCount: (attributes[.size] as? NSNumber)?.intValue ?? 0,
                changedAt: Int(changed?.timeIntervalSince1970 ?? 0))
        }
    }

    /// Removes a file, or a directory with all that is in it; what is gone already is no error.
    static func remove(_ path: String) { try? FileManager.default.removeItem(atPath: path) }
}
