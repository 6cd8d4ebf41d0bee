import CLMDB
import Dispatch
import Glibc

extension LMDBEnvironment {
    /// How much room is left when a disk counts as full though nothing said so, besides twice the
    /// bytes that were to be written: a commit writes some pages of its trees too.
    private static let roomMin = 1 << 20

    /// What a failed commit of so many bytes means to the one who appended.
    ///
    /// LMDB says "input/output error" when the disk took only a part of a write, so that error
    /// counts as a full disk when there is hardly any room.
    func reason(for error: EventLogError, writing bytes: Int) -> EventLogError {
        guard case .failure(let code, _, _) = error else { return error }
        switch code {
        case ENOSPC, EDQUOT, EFBIG: return fullDisk
        case EIO where (room ?? .max) < 2 * bytes + Self.roomMin: return fullDisk
        case _: return error
        }
    }

    private var fullDisk: EventLogError {
        .full(
            what: "the disk under \(path)",
            remedy: "free some space there, or raise the quota or the limit on the size of files; "
                + "then append again")
    }

    /// How many bytes the data file may grow by.
    private var room: Int? {
        var descriptor: Int32 = -1
        guard mdb_env_get_fd(handle, &descriptor) == MDB_SUCCESS else { return nil }
        var (system, file, limit) = (statvfs(), stat(), rlimit())
        guard fstatvfs(descriptor, &system) == 0, fstat(descriptor, &file) == 0,
            getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0
        else { return nil }
        let free = Int(clamping: UInt64(system.f_bavail)) * Int(system.f_frsize)
        return min(free, Int(clamping: limit.rlim_cur) - Int(file.st_size))
    }
}
