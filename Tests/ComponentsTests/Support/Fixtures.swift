import Components
import Domain
import Glibc
import Storage

/// FATE's example tables, which lie beside the working tree on a development machine.
enum Fixtures {
    /// Why tests of these tables are left out elsewhere.
    static let absence = "FATE's example tables (shared/fixtures/data) are not here"

    /// The folder of FATE's tables; `nil` when there is none above this file.
    static let folder = folder("shared/fixtures/data", with: "breast_hetero_guest.csv")

    /// The folder of the project's own demo tables.
    static let demoFolder = folder("fixtures/data", with: "credit_guest.csv")

    /// Looks above this file, as it is named and as it really lies.
    private static func folder(_ path: String, with file: String) -> String? {
        let resolved = realpath(#filePath, nil).map { path in
            defer { free(path) }
            return String(cString: path)
        }
        for start in [#filePath, resolved].compactMap({ $0 }) {
            var folder = start[...]
            while let slash = folder.lastIndex(of: "/") {
                folder = folder[..<slash]
                if access("\(folder)/\(path)/\(file)", R_OK) == 0 { return "\(folder)/\(path)" }
            }
        }
        return nil
    }

    static var arePresent: Bool { folder != nil }
}

extension Bench {
    /// Loads text as a raw table.
    func raw(_ text: String, format: CSVFormat = CSVFormat()) throws -> TableContent {
        var scanner = CSVScanner(format: format)
        let rows = try scanner.feed(Array(text.utf8)) + scanner.finish()
        return try tables.write(
            schema: scanner.schema, partitions: 4, rows: rows.map { ($0.key, $0.value) })
    }

    /// Loads one of FATE's example tables as a raw table.
    func fixture(
        _ name: String, in folder: String? = Fixtures.folder, format: CSVFormat = CSVFormat()
    ) throws -> TableContent {
        var file = try FileReader(path: "\(folder ?? "")/\(name)")
        var bytes: [UInt8] = []
        while let next = try file.next() { bytes += next }
        return try raw(String(decoding: bytes, as: UTF8.self), format: format)
    }

    /// Makes instances of a raw table.
    func instances(_ raw: TableContent, _ parameters: JSONObject = [:]) async throws -> TableContent
    {
        let seat = Seat(party: .guest, input: raw, parameters: parameters)
        return try await run("DataTransform", [seat])[.guest]!.result.tables[0]
    }
}
