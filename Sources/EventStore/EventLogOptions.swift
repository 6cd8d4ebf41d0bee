/// The limits of a log, and how safe its commits are.
public struct EventLogOptions: Hashable, Sendable {
    /// What a commit waits for.
    public enum Durability: Hashable, Sendable {
        /// The disk: an acknowledged event survives a loss of power.
        case full
        /// Nothing. A loss of power may destroy the whole log; for tests only.
        case none
    }

    /// What an opening does while another process writes the log.
    public enum WhenInUse: Hashable, Sendable {
        /// It throws ``EventLogError/inUse(path:processID:)``.
        case refuse
        /// It blocks its thread until the other process closes the log or ends, however it ends.
        case wait
    }

    /// Address space for the log in bytes; the file itself is as large as its events.
    ///
    /// Lower it where address space is limited (`ulimit -v`).
    public var mapSize: Int
    /// How far the map may grow when `mapSize` is used up.
    public var mapSizeMax: Int
    /// The largest event in bytes: envelope, salt and payload together.
    public var eventSizeMax: Int
    /// The number of reads that may run at one moment, in all processes.
    public var readersMax: Int
    /// What a commit waits for.
    public var durability: Durability
    /// What an opening does while another process writes the log.
    public var whenInUse: WhenInUse

    /// Makes options; the defaults suit a server.
    public init(
        mapSize: Int = 64 << 30,
        mapSizeMax: Int = 1 << 40,
        eventSizeMax: Int = 4 << 20,
        readersMax: Int = 512,
        durability: Durability = .full,
        whenInUse: WhenInUse = .refuse
    ) {
        self.mapSize = mapSize
        self.mapSizeMax = mapSizeMax
        self.eventSizeMax = eventSizeMax
        self.readersMax = readersMax
        self.durability = durability
        self.whenInUse = whenInUse
    }
}
