/// Compares the log with what C does over the same library, in one run on one machine.
///
/// Only the ratios mean something elsewhere.
@main
enum LogBench {
    private static let mapSize = 64 << 30

    static func main() async throws {
        print("what                                        C or one      ours          ratio")
        try await AppendBench.run(mapSize: mapSize)
        try await ConcurrencyBench.run()
        try await ScanBench.run(mapSize: mapSize)
    }
}
