import EventStore
import Glibc
import Testing

/// No more room, and disks that fail.
@Suite struct FullDiskTests {
    private func run(_ arguments: String...) async throws -> [String] {
        try await onOwnThread {
            let child = try ChildProcess(arguments)
            let lines = child.lines()
            return lines + ["\(child.end())"]
        }
    }

    @Test func aLimitOnTheSizeOfFilesRefusesAndTheLogGoesOn() async throws {
        let directory = TemporaryDirectory()
        let lines = try await run("fill", directory.path + "/log", "limit")
        #expect(lines.last == "0", "\(lines)")
        #expect(lines.first?.contains("the disk under \(directory.path)/log is full") == true)
    }

    /// A real file system of 6 MB, where this process may mount one.
    @Test func aFullDiskRefusesAndTheLogGoesOn() async throws {
        let directory = TemporaryDirectory()
        let path = directory.path
        guard mount("tmpfs", path, "tmpfs", 0, "size=6m") == 0 else {
            // Nobody but root may; the same errors are met in the test above and the one below.
            print(
                "no tmpfs may be mounted here (code \(errno)): see the limit and the failing disk")
            return
        }
        defer { umount(path) }
        let ballast = open(path + "/ballast", O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        let block = [UInt8](repeating: 1, count: 2 << 20)
        #expect(write(ballast, block, block.count) == block.count)
        close(ballast)
        let lines = try await run("fill", path + "/log", "disk")
        #expect(lines.last == "0", "\(lines)")
        #expect(lines.first?.contains("the disk under \(path)/log is full") == true)
    }

    @Test(arguments: ["write", "flush"], [ENOSPC, EDQUOT, EIO])
    func aDiskThatFailsForAWhileLosesNothing(_ call: String, _ code: Int32) async throws {
        let directory = TemporaryDirectory()
        let lines = try await run("fail", directory.path, call, "\(code)")
        #expect(lines.last == "0", "\(lines)")
        let isFull = lines.first?.contains("is full") == true
        #expect(isFull == (code != EIO), "\(lines)")
    }
}
