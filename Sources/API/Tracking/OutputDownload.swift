import Domain
import Hummingbird
import Projections
import Storage

/// The tables of a task as an archive of CSV files.
enum OutputDownload {
    static func answer(_ call: Call) async throws -> Reply {
        let (task, outputs) = try await OutputData.outputs(of: call)
        let limit = try call.arguments.integer("limit") ?? -1
        guard !outputs.isEmpty else { throw Refusal(status: 210, "no data") }
        guard limit != 0 else { throw Refusal(status: 210, "limit is 0") }
        let hasHead = call.arguments.flag("head") ?? true
        let folder = try TemporaryFolder("\(call.site.directories.uploads)/\(call.id)")
        for output in outputs {
            let reader = try call.site.tables.open(output.content)
            let path = "\(folder.path)/\(output.name)"
            try writeRows(of: reader, limit: limit < 0 ? .max : limit, hasHead, to: path + ".csv")
            try FileWriter(path: path + ".meta").write(
                JSONValue.object(["header": .texts(reader.textHeader)]).utf8())
        }
        let party = "\(task.party.role.rawValue)_\(task.party.id)"
        return .file(
            named: "job_\(task.job)_\(task.component)_\(party)_output_data.tar.gz",
            type: "application/gzip",
            ResponseBody { writer in
                try await TarArchive(directory: folder.path).write(to: &writer)
            })
    }

    private static func writeRows(
        of reader: TableReader, limit: Int, _ hasHead: Bool, to path: String
    ) throws {
        let file = try FileWriter(path: path)
        if hasHead { try file.write(line(reader.textHeader)) }
        var left = limit
        var last: [UInt8]?
        while left > 0 {
            let page = try reader.page(after: last, limit: min(left, 1_000))
            var lines: [UInt8] = []
            for row in page { lines += line(try reader.textRow(row)) }
            try file.write(lines)
            guard let end = page.last else { return }
            last = end.key
            left -= page.count
        }
    }

    private static func line(_ cells: [String]) -> [UInt8] {
        Array(cells.joined(separator: ",").utf8) + [UInt8(ascii: "\n")]
    }
}
