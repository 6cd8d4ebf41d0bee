import Glibc

/// What this process has had of the machine's memory.
enum ProcessMemory {
    /// From here on it takes the kernel more than a moment to have it back.
    private static let largeKibibytes = 256 << 10

    /// Whether the site should wait for the end of the process before it gives the memory to another.
    static var isLarge: Bool {
        var usage = rusage()
        return getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) != 0
            || usage.ru_maxrss > largeKibibytes
    }
}
