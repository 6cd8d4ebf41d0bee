/// What the command line asks for.
enum WorkerArguments {
    case version
    case help
    /// `line` is a descriptor to say `WorkerWord`s on.
    case run(config: String, line: Int32?)
    /// To be copied for each worker: what each copy has to do comes through this descriptor.
    case serveForks(Int32)

    static let usage = """
        usage: clotho-worker --config PATH [--line-fd NUMBER]
               clotho-worker --fork-server-fd NUMBER
               clotho-worker --version

        Runs the component that the config names and reports to the site. Started by the site.
        """

    /// Reads the command line, without the name of the program.
    /// - Throws: `UsageError`.
    init(_ arguments: [String]) throws(UsageError) {
        if arguments == ["--version"] {
            self = .version
            return
        }
        if arguments == ["--help"] {
            self = .help
            return
        }
        let options = try Self.options(arguments)
        if let descriptor = try Self.descriptor("--fork-server-fd", in: options) {
            self = .serveForks(descriptor)
            return
        }
        guard let config = options["--config"] else {
            throw UsageError("--config is missing\n\(Self.usage)")
        }
        self = .run(config: config, line: try Self.descriptor("--line-fd", in: options))
    }

    private static func descriptor(
        _ name: String, in options: [String: String]
    ) throws(UsageError) -> Int32? {
        guard let text = options[name] else { return nil }
        guard let number = Int32(text), number >= 0 else {
            throw UsageError("\(name) must be a number")
        }
        return number
    }

    private static func options(_ arguments: [String]) throws(UsageError) -> [String: String] {
        var options: [String: String] = [:]
        var rest = arguments[...]
        while let name = rest.popFirst() {
            guard ["--config", "--line-fd", "--fork-server-fd"].contains(name) else {
                throw UsageError("\(name) is not an option\n\(usage)")
            }
            guard let value = rest.popFirst() else {
                throw UsageError("\(name) needs a value\n\(usage)")
            }
            options[name] = value
        }
        return options
    }
}

/// A command line or config that cannot be meant.
struct UsageError: Error {
    let message: String

    init(_ message: String) { self.message = message }
}
