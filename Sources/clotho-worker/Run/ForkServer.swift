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
        Rehearsal.run()
        while true {
            let line = clinux_receive_descriptor(site)
            guard line >= 0 else { return nil }
            var processID = clinux_fork_sibling()
            if processID == 0 {
                close(site)
                setsid()
                return line
            }
            // Nothing is told of a copy that could not be made: the site sees the line end.
            if processID > 0 { write(line, &processID, MemoryLayout.size(ofValue: processID)) }
            close(line)
        }
    }
}
