import Domain
import EventStore

/// What a segment says about itself.
struct SegmentFacts {
    private let file: SegmentFile

    init(_ file: SegmentFile) { self.file = file }

    private var selection: String? {
        guard case .selection(let selection) = file.header.content else { return nil }
        return selection.title
    }

    var json: JSONValue {
        let (header, trailer) = (file.header, file.trailer)
        return [
            "site": .string(header.site), "first": number(header.first.number),
            "last": number(header.last.number),
            "selection": selection.map { .string($0) } ?? .null,
            "created_at": .integer(header.createdAt),
            "root_before": header.rootBefore.map { .string($0.base64) } ?? .null,
            "events": number(trailer.eventCount), "without_payload": number(trailer.withheldCount),
            "blocks": number(trailer.blockCount), "bytes": number(file.byteCount),
            "tree_size": number(trailer.treeSize), "root": .string(trailer.root.base64),
            "checkpoint": .string(trailer.checkpoint), "key": .string(trailer.verifierKey),
            "artifacts": .array(
                trailer.artifacts.map {
                    ["digest": .string($0.digest.description), "bytes": number($0.byteCount)]
                }),
        ]
    }

    var lines: [InkedLine] {
        let (header, trailer) = (file.header, file.trailer)
        var table = TextTable(["", ""])
        table.append(["site", header.site])
        table.append(["positions", "\(header.first) to \(header.last)"])
        table.append(["holds", selection.map { "the events of \($0)" } ?? "all events"])
        table.append(["events", "\(trailer.eventCount)"])
        if trailer.withheldCount > 0 { table.append(["no payload", "\(trailer.withheldCount)"]) }
        table.append(["written", UnixTime.text(milliseconds: header.createdAt)])
        if let root = header.rootBefore { table.append(["root before", root.base64]) }
        table.append(["root", "\(trailer.root.base64) at size \(trailer.treeSize)"])
        table.append(["key", trailer.verifierKey])
        table.append(["bytes", "\(file.byteCount) in \(trailer.blockCount) blocks"])
        for artifact in trailer.artifacts {
            table.append(["artifact", "\(artifact.digest), \(artifact.byteCount) bytes"])
        }
        return table.lines(withHeader: false) + [InkedLine("")]
            + trailer.checkpoint.split(separator: "\n", omittingEmptySubsequences: false)
            .dropLast().map { InkedLine(String($0)) }
    }

    private func number(_ number: UInt64) -> JSONValue { .integer(Int64(clamping: number)) }
}
