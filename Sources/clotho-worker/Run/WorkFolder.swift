import CLinux
import Domain
import Glibc
import Storage
import Wire

/// The working folder of this process, which it has to itself.
struct WorkFolder {
    private let lock: Int32

    /// Takes the folder and writes down which process has it; `nil` when another one has it.
    ///
    /// The lock goes with the process, however that ends. `ready` is closed once the file is
    /// there: the site waits for that to know which process works.
    init?(_ paths: WorkerPaths, ready: Int32?) throws {
        let lock = clinux_open_or_make(paths.lock, 0o600)
        guard lock >= 0 else {
            throw StorageError(
                .inputOutput, "Could not open \(paths.lock): \(String(cString: strerror(errno)))")
        }
        guard clinux_try_lock(lock) == 0 else {
            close(lock)
            return nil
        }
        self.lock = lock
        try SmallFile.replace(
            paths.processID, with: Array(try Self.ownIdentity().line.utf8), isDurable: false,
            mode: 0o640)
        if let ready { close(ready) }
    }

    /// Lets go of the folder, at the very end.
    func release() { close(lock) }

    private static func ownIdentity() throws -> WorkerIdentity {
        let path = "/proc/self/stat"
        guard let bytes = try SmallFile.read(path),
            let status = ProcessStatus(
                String(decoding: bytes, as: UTF8.self), bootID: BootID.current)
        else { throw StorageError(.inputOutput, "\(path) does not say when this process began") }
        return status.identity
    }
}
