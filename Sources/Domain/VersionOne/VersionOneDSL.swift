/// A DSL of version 1 (FATE up to 1.6), checked.
///
/// It reads tables as `args.KEY`, which the conf gives; there are no readers. Names are a prefix
/// and a number.
public struct VersionOneDSL: Hashable, Sendable {
    /// A component that reads what version 1 calls `args.KEY`.
    public struct Reader: Hashable, Sendable {
        /// The component's name in version 2.
        public let name: String
        /// The member of `args.data` in the conf.
        public let key: String

        /// Makes a reader.
        public init(name: String, key: String) {
            self.name = name
            self.key = key
        }
    }

    /// One place where a table of the conf is read.
    public struct Argument: Hashable, Sendable {
        /// The component that reads it.
        public let component: String
        /// The path inside the component.
        public let field: String
        /// The member of `args.data` in the conf.
        public let key: String
    }

    /// The graph of the components as written: a table of the conf makes no edge.
    public let dsl: DSL
    /// Where tables of the conf are read, in the order written.
    public let arguments: [Argument]
    /// The components that version 2 needs beside them, in the order of first use.
    public let readers: [Reader]
    private let source: JSONValue

    /// Checks a DSL: as one of version 2, then the names.
    public init(_ source: JSONValue) throws(DSLError) {
        var arguments: [Argument] = []
        let bare = VersionOneReferences.mapped(source) { argument in
            arguments.append(argument)
            return Optional<String>.none
        }
        dsl = try DSL(bare)
        try VersionOneNames.check(dsl.components)
        self.source = source
        self.arguments = arguments
        readers = Self.readers(of: arguments.map(\.key), beside: dsl)
    }

    /// The DSL in version 2: every table of the conf has a reader, and they stand at the end
    /// (FATE-Flow 1.11 `DSLParserV1.convert_dsl_v1_to_v2`).
    public var converted: JSONValue {
        let names = Dictionary(uniqueKeysWithValues: readers.map { ($0.key, $0.name) })
        let mapped = VersionOneReferences.mapped(source) { argument in
            names[argument.key].map { "\($0).\(argument.key)" }
        }
        guard var members = mapped.object, var components = members["components"]?.object else {
            return mapped
        }
        for reader in readers {
            components[reader.name] = [
                "module": "Reader", "output": ["data": [.string(reader.key)]],
                "CodePath": "Reader",
            ]
        }
        members["components"] = .object(components)
        return .object(members)
    }

    private static func readers(of keys: [String], beside dsl: DSL) -> [Reader] {
        let taken = Set(dsl.components.map(\.name.text))
        var free = (0...).lazy.map { "reader_\($0)" }.filter { !taken.contains($0) }.makeIterator()
        var readers: [Reader] = []
        for key in keys where !readers.contains(where: { $0.key == key }) {
            guard let name = free.next() else { break }
            readers.append(Reader(name: name, key: key))
        }
        return readers
    }
}
