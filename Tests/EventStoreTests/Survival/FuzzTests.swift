import Glibc
import Testing

/// Damaged bytes for every reader of bytes from outside: never a crash, never two ways to write the
/// same. `make fuzz` does this for long.
@Suite struct FuzzTests {
    private static let root = "\(#filePath)".split(separator: "/").dropLast(4)
        .map { "/" + $0 }.joined()

    @Test(arguments: [
        ("envelope", 20_000), ("record", 20_000), ("note", 20_000), ("checkpoint", 20_000),
        ("verifier-key", 20_000), ("segment", 2_000),
    ])
    func damagedInputIsRefusedOrTheOnlyWayToWriteIt(
        _ target: String, _ rounds: Int
    ) async throws {
        let directory = TemporaryDirectory()
        let (progress, corpus) = (directory.path + "/progress", Self.root + "/fixtures/fuzz")
        let seed = "\(Int.random(in: 0..<1_000_000))"
        try await onOwnThread {
            let child = try ChildProcess("fuzz", target, seed, "\(rounds)", corpus, progress)
            let lines = child.lines()
            guard child.end() != 0 else { return }
            let round = Self.number(in: progress)
            let input = try ChildProcess("input", target, seed, "\(round)", corpus).lines()
            Issue.record("\(target), seed \(seed), round \(round): \(lines) for input \(input)")
        }
        withExtendedLifetime(directory) {}
    }

    private static func number(in path: String) -> Int {
        guard let file = fopen(path, "r") else { return -1 }
        defer { fclose(file) }
        var number = -1
        fread(&number, MemoryLayout<Int>.size, 1, file)
        return number
    }
}
