public import Domain

/// What is to be different when recorded work is planned again.
public struct ReplayScenario: Hashable, Sendable {
    /// As it was written.
    public let name: String
    /// Cores of each engine of the site; `nil` leaves what it had.
    public internal(set) var cores: Int?
    /// Bytes of memory of each engine, 0 to count none; `nil` leaves what it had.
    public internal(set) var memory: Int?
    /// The queue's order; `nil` leaves what was in force, when it was.
    public internal(set) var policy: QueuePolicy?
    /// How many tasks of a job may run at once; what the job takes follows.
    public internal(set) var parallelism: Int?
    /// How much faster the workers are.
    public internal(set) var speed = 1.0

    /// Reads `cores=32,policy=backfill`; an empty text changes nothing.
    public init(_ text: String) throws(ReplayScenarioError) {
        name = text.isEmpty ? "no change" : text
        for part in text.split(separator: ",", omittingEmptySubsequences: true) {
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { throw ReplayScenarioError(part: String(part)) }
            try set(sides[0], sides[1])
        }
    }

    private mutating func set(_ name: String, _ value: String) throws(ReplayScenarioError) {
        switch name {
        case "cores":
            cores = try Self.count(name, value)
        case "parallelism":
            parallelism = try Self.count(name, value)
        case "memory":
            guard let bytes = MemorySize.bytes(value) else {
                throw ReplayScenarioError(name, value, MemorySize.form)
            }
            memory = bytes
        case "policy":
            guard let policy = QueuePolicy(rawValue: value) else {
                let names = QueuePolicy.allCases.map(\.rawValue).joined(separator: ", ")
                throw ReplayScenarioError(name, value, "one of \(names)")
            }
            self.policy = policy
        case "speed":
            guard let speed = Double(value), speed.isFinite, (0.001...1_000).contains(speed) else {
                throw ReplayScenarioError(name, value, "a factor from 0.001 to 1000, such as 1.5")
            }
            self.speed = speed
        default:
            throw ReplayScenarioError(part: "\(name)=\(value)")
        }
    }

    private static func count(
        _ name: String, _ value: String
    ) throws(ReplayScenarioError) -> Int {
        guard let count = Int(value), (1...JobParameters.countMax).contains(count) else {
            throw ReplayScenarioError(
                name, value, "a whole number from 1 to \(JobParameters.countMax)")
        }
        return count
    }
}

/// Why a scenario cannot be read.
public struct ReplayScenarioError: Error, Hashable, CustomStringConvertible {
    public let description: String

    init(_ name: String, _ value: String, _ form: String) {
        description = "\(name)=\(value): give \(form)"
    }

    init(part: String) {
        description =
            "\"\(part)\" is no change; give cores=N, memory=SIZE, policy=NAME, parallelism=N or "
            + "speed=FACTOR, with commas between"
    }
}
