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
        } catch let code as ExitCode {
            throw code
        } catch {
            Terminal.complain("Error: \(error)")
            throw trouble
        }
    }
}
