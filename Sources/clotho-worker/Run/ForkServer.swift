import CLinux
import Glibc

/// The process that workers are copied from: it is started and warm, and does nothing else.
///
/// It must have one thread only, as a copy has no other, and so it runs before anything of
/// Swift's concurrency. The copies are children of the site, which waits for their ends.
enum ForkServer {
    /// Makes a copy for each descriptor that the site hands over.
    /// - Returns: in a copy, its descriptor; in this process `nil`, when the site is gone.
    static func serve(_ site: Int32) -> Int32? {
        // Was for the start of this process alone.
        unsetenv("LD_BIND_NOW")
        Rehearsal.run()
        while true {
            let line = clinux_receive_descriptor(site)
            guard line >= 0 else { return nil }
            let copy = clinux_fork_sibling()
            if copy == 0 {
                close(site)
                setsid()
                tell(getpid(), on: line)
                return line
            }
            if copy < 0 { tell(-errno, on: line) }
            close(line)
        }
    }

    /// A copy tells its process id itself: if this process is killed meanwhile, no copy waits for a
    /// site that knows nothing of it.
    private static func tell(_ word: Int32, on line: Int32) {
        _ = withUnsafeBytes(of: word) { write(line, $0.baseAddress, $0.count) }
    }
}
