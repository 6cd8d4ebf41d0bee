import CDispatch
import Glibc
import Synchronization

/// Gives back the pages of a log's map that reads have looked at.
///
/// They stay part of a process until the kernel runs short of memory, so that one that has read its
/// log looks as large as the log. The kernel keeps what they hold; whoever looks again finds it by a
/// minor fault.
final class MappedPages: Sendable {
    private let bytesTouched = Atomic(0)

    /// How much may be looked at before it is given back.
    static let bytesMax = 32 << 20
    /// What the kernel maps around a page that is looked at (`fault_around_bytes`).
    static let bytesAround = 64 << 10

    /// Takes note of bytes that were looked at; whether it is time to give back.
    func note(_ count: Int) -> Bool {
        let touched = bytesTouched.add(count, ordering: .relaxed).newValue
        guard touched >= Self.bytesMax else { return false }
        bytesTouched.store(0, ordering: .relaxed)
        return true
    }

    /// Gives back the pages of all read-only maps of a file. Nobody may move them meanwhile.
    static func giveBack(mapOf path: String) {
        var status = stat()
        guard stat(path, &status) == 0, let maps = fopen("/proc/self/maps", "re") else { return }
        defer { fclose(maps) }
        var line = [CChar](repeating: 0, count: Int(PATH_MAX) + 128)
        while fgets(&line, Int32(line.count), maps) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            guard let range = range(in: text, ofFile: UInt64(status.st_ino)) else { continue }
            madvise(
                UnsafeMutableRawPointer(bitPattern: range.lowerBound), range.count, MADV_DONTNEED)
        }
    }

    /// The addresses of a line of `/proc/self/maps` (proc(5)) that maps a file for reading alone:
    /// `7f06c0000000-7f16c0000000 r--s 00000000 fe:00 123 /…/data.mdb`.
    static func range(in line: String, ofFile inode: UInt64) -> Range<UInt>? {
        let fields = line.split { $0 == " " || $0 == "\n" }
        guard fields.count > 5, fields[1] == "r--s", UInt64(fields[4]) == inode else { return nil }
        let ends = fields[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        guard ends.count == 2, ends[0] < ends[1] else { return nil }
        return ends[0]..<ends[1]
    }
}
