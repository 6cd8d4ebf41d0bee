import ArgumentParser
import Glibc

/// The files of a site, below one directory.
struct DataDirectory {
    /// The absolute path of the directory.
    let root: String

    /// Makes the directory where it is missing.
    init(_ path: String) throws {
        mkdir(path, 0o755)
        guard let resolved = realpath(path, nil) else {
            throw ValidationError(
                "--data-dir \(path): \(String(cString: strerror(errno))); "
                    + "its parent folder must exist and be writable")
        }
        defer { free(resolved) }
        root = String(cString: resolved)
    }

    var log: String { "\(root)/log" }
    var views: String { "\(root)/views.sqlite" }
    /// Rung when the rows hold more.
    var viewsBell: String { "\(root)/views.bell" }
    var tables: String { "\(root)/tables" }
    var transfer: String { "\(root)/transfer" }
    /// What the site signs its checkpoints with.
    var siteKey: String { "\(root)/site.key" }
    var secret: String { "\(root)/secret" }
    /// Where workers read at which address the site listens.
    var address: String { "\(root)/address" }

    /// `clotho-worker` in the folder of this program.
    static var workerBesideThisProgram: String {
        guard let resolved = realpath("/proc/self/exe", nil) else { return "clotho-worker" }
        defer { free(resolved) }
        let path = String(cString: resolved)
        let folder = path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex)
        return "\(folder)/clotho-worker"
    }
}
