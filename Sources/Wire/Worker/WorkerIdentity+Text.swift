public import Domain

extension WorkerIdentity {
    /// The line of a worker's pid file: process id, start ticks and the id of the machine's start.
    public var line: String { "\(processID) \(startTicks) \(bootID)\n" }

    /// Reads the line of a worker's pid file; `nil` for anything else.
    public init?(line: String) {
        let parts = line.split(whereSeparator: \.isWhitespace)
        guard (2...3).contains(parts.count), let processID = Int32(parts[0]), processID > 0,
            let startTicks = UInt64(parts[1])
        else { return nil }
        self.init(
            processID: processID, startTicks: startTicks,
            bootID: parts.count == 3 ? String(parts[2]) : "")
    }
}

/// What the kernel says of a process in `/proc/<pid>/stat`.
public struct ProcessStatus: Hashable, Sendable {
    /// Which process it is.
    public let identity: WorkerIdentity
    /// Whether it has ended and only its exit code is left.
    public let hasEnded: Bool

    /// Reads the line; `nil` for anything else.
    ///
    /// - Parameter bootID: Which start of the machine the line was read in.
    ///
    /// The second field is the program's name in parentheses and may itself hold spaces and
    /// parentheses, so fields are counted from the last `)`: the state is field 3, the start
    /// field 22.
    public init?(_ line: String, bootID: String) {
        guard let name = line.lastIndex(of: ")"), let space = line.firstIndex(of: " "),
            let processID = Int32(line[..<space])
        else { return nil }
        let fields = line[name...].split(whereSeparator: \.isWhitespace)
        guard fields.count > 20, let startTicks = UInt64(fields[20]) else { return nil }
        identity = WorkerIdentity(
            processID: processID, startTicks: startTicks, bootID: bootID)
        hasEnded = fields[1] == "Z" || fields[1] == "X"
    }
}
