import CLinux
import Domain
import Glibc
import Storage
import Wire

/// The working folder of this process, which it has to itself.
struct WorkFolder {
    private let lock: Int32

    /// Takes the folder and writes down which process has it; `nil` when another one has it, or had it
    /// and has left its result.
    ///
    /// The lock goes with the process, however that ends.
    init?(_ paths: WorkerPaths) throws {
        let lock = clinux_open_or_make(paths.processID, 0o640)
        guard lock >= 0 else { throw Self.failure("open", paths.processID) }
        guard clinux_try_lock(lock) == 0 else {
            close(lock)
            return nil
        }
        self.lock = lock
        guard try SmallFile.read(paths.result) == nil else {
            close(lock)
            return nil
        }
        // A reader sees the process before, none or this one: a short line is written as a whole.
        let line = Array(try Self.ownIdentity().line.utf8)
        guard ftruncate(lock, 0) == 0, write(lock, line, line.count) == line.count
        else { throw Self.failure("write", paths.processID) }
    }

    /// Lets go of the folder, at the very end.
    func release() { close(lock) }

    private static func failure(_ action: String, _ path: String) -> StorageError {
        StorageError(
            .inputOutput, "Could not \(action) \(path): \(String(cString: strerror(errno)))")
    }

    private static func ownIdentity() throws -> WorkerIdentity {
        let path = "/proc/self/stat"
        guard let bytes = try SmallFile.read(path),
            let status = ProcessStatus(
                String(decoding: bytes, as: UTF8.self), bootID: BootID.current)
        else { throw StorageError(.inputOutput, "\(path) does not say when this process began") }
        return status.identity
    }
}
