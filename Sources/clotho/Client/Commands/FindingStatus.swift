import ArgumentParser

/// The exit statuses of commands that look for something, as of `diff`: 0 when nothing was found,
/// 1 when something was, 2 when it could not be looked for.
enum FindingStatus {
    static let found = ExitCode(1)
    static let trouble = ExitCode(2)

    /// Runs a command's work; an error in it is trouble.
    static func of(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            throw status(of: error)
        }
    }

    /// Runs a command's work that waits for nothing; an error in it is trouble.
    static func of(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            throw status(of: error)
        }
    }

    private static func status(of error: any Error) -> ExitCode {
        if let code = error as? ExitCode { return code }
        Terminal.complain("Error: \(error)")
        return trouble
    }
}
