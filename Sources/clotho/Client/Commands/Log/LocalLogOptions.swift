import ArgumentParser
import EventStore

/// For commands that read the log of a server, or the log in a directory without any server.
struct LocalLogOptions: ParsableArguments {
    @Option(help: "Read the log in this data directory instead of asking a server.")
    var dataDir: String?

    /// Lends the log of the directory and its path; `nil` when none was named.
    func read<Answer>(
        _ body: (LMDBLogReader, String) async throws -> Answer
    ) async throws -> Answer? {
        guard let dataDir else { return nil }
        let path = dataDir + "/log"
        let log: LMDBLogReader
        do {
            log = try LMDBLogReader(path: path)
        } catch {
            throw ClientError(.badInput, "--data-dir \(dataDir): \(error)")
        }
        let answer = try await body(log, path)
        await log.close()
        return answer
    }
}
