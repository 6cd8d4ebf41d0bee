import EventStore
import Glibc

/// A process for tests to do things to a log in: to be killed, to run into a full disk, to read
/// what another process writes.
///
/// `LogChild COMMAND ARGUMENT…`; lines on standard output tell how it goes, and the exit code is 0
/// when all went as the command says. Its output is a socket: it ends when nobody reads it any more.
#if !LIBFUZZER
    @main
#endif
enum Child {
    private static let commands: [String: @Sendable ([String]) async throws -> Void] = [
        "append": Appending.run, "check": Checking.run, "fill": Filling.run,
        "follow": Following.run, "hold": Holding.run, "cut": PowerCut.run,
        "fuzz": { arguments in try Fuzzing.run(arguments) },
        "input": { arguments in try Fuzzing.printInput(arguments) },
        "fail": FailingDisk.run, "verify": { arguments in try Checking.verify(arguments) },
    ]

    static func main() async {
        signal(SIGXFSZ, SIG_IGN)
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first, let command = commands[name] else {
            say("one of \(commands.keys.sorted().joined(separator: ", "))")
            exit(2)
        }
        do {
            try await command(Array(arguments.dropFirst()))
        } catch {
            say("failed: \(error)")
            exit(1)
        }
    }

    /// Prints a line, at once and in one piece.
    static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}

/// What a child found to be wrong.
struct Wrong: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension [String] {
    /// The argument at a place, as a number.
    func number(_ place: Int) throws -> Int {
        guard indices.contains(place), let number = Int(self[place]) else {
            throw Wrong("argument \(place + 1) must be a number")
        }
        return number
    }

    func text(_ place: Int) throws -> String {
        guard indices.contains(place) else { throw Wrong("argument \(place + 1) is missing") }
        return self[place]
    }
}
