/// Compares the log with what C does over the same library, in one run on one machine.
///
/// Only the ratios mean something elsewhere. Arguments name the parts to run; without any, all run.
@main
enum LogBench {
    private static let mapSize = 64 << 30

    private static let parts: [(String, @Sendable () async throws -> Void)] = [
        ("append", { try await AppendBench.run(mapSize: mapSize) }), ("proof", ProofBench.run),
        ("lone", LoneAppendBench.run),
        ("concurrency", ConcurrencyBench.run), ("bell", BellBench.run), ("size", SizeBench.run),
        ("scan", { try await ScanBench.run(mapSize: mapSize) }),
    ]

    static func main() async throws {
        let wanted = Array(CommandLine.arguments.dropFirst())
        if wanted.first == "follow", wanted.count == 2 {
            return try await BellBench.follow(wanted[1])
        }
        print(
            "what                                                    C or one    ours        ratio")
        for (name, run) in parts where wanted.isEmpty || wanted.contains(name) { try await run() }
    }
}
