public import Domain

extension WorkerIdentity {
    /// The line of a worker's pid file: process id and start ticks.
    public var line: String { "\(processID) \(startTicks)\n" }

    /// Reads the line of a worker's pid file; `nil` for anything else.
    public init?(line: String) {
        let parts = line.split(whereSeparator: \.isWhitespace)
        guard parts.count == 2, let processID = Int32(parts[0]), processID > 0,
            let startTicks = UInt64(parts[1])
        else { return nil }
        self.init(processID: processID, startTicks: startTicks)
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
    /// The second field is the program's name in parentheses and may itself hold spaces and
    /// parentheses, so fields are counted from the last `)`: the state is field 3, the start
    /// field 22.
    public init?(_ line: String) {
        guard let name = line.lastIndex(of: ")"), let space = line.firstIndex(of: " "),
            let processID = Int32(line[..<space])
        else { return nil }
        let fields = line[name...].split(whereSeparator: \.isWhitespace)
        guard fields.count > 20, let startTicks = UInt64(fields[20]) else { return nil }
        identity = WorkerIdentity(processID: processID, startTicks: startTicks)
        hasEnded = fields[1] == "Z" || fields[1] == "X"
    }
}
