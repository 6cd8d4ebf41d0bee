import Domain

/// FATE's toy: guest and host add two vectors of ones without showing them
/// (FATE 1.11 `toy_example/secure_add_guest.py`).
///
/// Each side splits each number into two shares that add up to it modulo 2^64, one of them drawn
/// at random and sent to the other side. Each side adds the shares it holds; the host sends its
/// sum, and both sums together are the result. A share alone is evenly distributed.
///
/// | message | from, to | bytes |
/// |---|---|---|
/// | `secure_add.share` | each → the other | 8 for each number, little-endian |
/// | `secure_add.sum` | host → guest | 8, little-endian |
enum SecureAddExample: Component {
    static let descriptors = [
        ModuleDescriptor(
            module: "SecureAddExample", provider: "fate", version: "1.11.4",
            roles: [.guest, .host],
            parameters: ["seed": nil, "partition": 1, "data_num": 1000])
    ]

    private static let shareName = "secure_add.share"
    private static let sumName = "secure_add.sum"

    /// `seed` is accepted and has no effect: shares must not be guessed.
    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        _ = try count(parameters)
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        let role = context.party.role
        let other = try other(than: role, in: context)
        note("begin to init parameters of secure add example \(role.rawValue)", context)
        let count = try count(context.parameters)
        let sum = try await sumOfShares(count: count, with: other, context)
        guard role == .guest else {
            note("send own sum to guest", context)
            try await context.channel.send(
                AdditiveShares.encode([sum]), name: sumName, tag: "0", to: other)
            return TaskResult()
        }
        note("receive host sum from guest", context)
        let hostSum = try AdditiveShares.decode(
            await context.channel.receive(name: sumName, tag: "0", from: other), count: 1,
            from: other)
        let result = Double(Int64(bitPattern: sum &+ hostSum[0]))
        guard result == Double(2 * count) else {
            throw ComponentError("The sum is \(result) instead of \(2 * count)")
        }
        note("success to calculate secure_sum, it is \(result)", context)
        return TaskResult(summary: ["secure_sum": .number(result)])
    }

    /// Shares a vector of ones with the other side; gives the sum of the shares held afterwards.
    private static func sumOfShares(
        count: Int, with other: Party, _ context: TaskContext
    ) async throws -> UInt64 {
        note("begin to make \(context.party.role.rawValue) data", context)
        let numbers = [UInt64](repeating: 1, count: count)
        note("split data into two random parts", context)
        let (kept, given) = AdditiveShares.split(numbers)
        note("share one random part data to \(other.role.rawValue)", context)
        try await context.channel.send(
            AdditiveShares.encode(given), name: shareName, tag: "0", to: other)
        note("get share of one random part data from \(other.role.rawValue)", context)
        let received = try AdditiveShares.decode(
            await context.channel.receive(name: shareName, tag: "0", from: other),
            count: count, from: other)
        note("begin to get sum of guest and host", context)
        return (kept + received).reduce(0, &+)
    }

    /// A line as FATE's toy writes it; its test looks for `secure_add_guest`.
    private static func note(_ line: String, _ context: TaskContext) {
        context.tracker.note("secure_add_\(context.party.role.rawValue): \(line)")
    }

    private static func count(_ parameters: JSONObject) throws(ComponentError) -> Int {
        try ParameterReader(parameters).integer("data_num", in: 1...10_000_000)
    }

    private static func other(
        than role: Role, in context: TaskContext
    ) throws(ComponentError) -> Party {
        let others = context.parties(of: role == .guest ? .host : .guest)
        guard others.count == 1 else {
            throw ComponentError("SecureAddExample runs between one guest and one host")
        }
        return others[0]
    }
}
