import Domain
import Foundation
import Storage

/// FATE's example tables as instances, read without the components under test.
enum ExampleRows {
    /// Reads a table; every `step`th row in the order of the ids is kept.
    static func load(_ name: String, hasLabel: Bool, step: Int = 1) throws -> Instances {
        let text = try String(decoding: bytes("\(Fixtures.folder ?? "")/\(name)"), as: UTF8.self)
        let lines = text.split(whereSeparator: \.isNewline)
        let header = lines[0].split(separator: ",").map(String.init)
        let rows = lines.dropFirst().map { line -> (id: String, numbers: [Double]) in
            let fields = line.split(separator: ",")
            return (String(fields[0]), fields.dropFirst().map { Double($0)! })
        }.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
        let chosen = stride(from: 0, to: rows.count, by: step).map { rows[$0] }
        let skipped = hasLabel ? 1 : 0
        return Instances(
            schema: TableSchema(
                kind: .instances, idName: "id", header: Array(header.dropFirst(1 + skipped)),
                labelName: hasLabel ? "y" : nil),
            ids: chosen.map(\.id),
            features: Matrix(
                rows: chosen.count, columns: header.count - 1 - skipped,
                values: chosen.flatMap { $0.numbers.dropFirst(skipped) }),
            labels: hasLabel ? chosen.map { $0.numbers[0] } : nil)
    }

    private static func bytes(_ path: String) throws -> Data {
        guard path.hasSuffix(".gz") else {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}
