public import Domain
public import EventStore

/// `GET /v1/log/verify`: whether every event of the log is what its tree and its commitment say.
///
/// A server reads through its own log this way; the pages of the file are looked at by
/// `clotho log verify --data-dir`, which needs no server.
public enum LogVerify {
    static func answer(_ call: Call) async throws -> Reply {
        var verifier = OpenLogVerifier(call.site.log)
        return .success(document(try await verifier.verify()))
    }

    /// A report as JSON.
    public static func document(_ report: LogReport) -> JSONValue {
        [
            "sound": .bool(report.isSound), "site": report.site.map { .string($0) } ?? .null,
            "head": .integer(Int64(clamping: report.head.number)),
            "events": .integer(Int64(clamping: report.eventCount)),
            "without_payload": .integer(Int64(clamping: report.erasedCount)),
            "root": report.root.map { .string($0.base64) } ?? .null,
            "finding_count": .integer(Int64(report.findingCount)),
            "findings": .array(
                report.findings.map {
                    ["place": .string($0.place.description), "what": .string($0.what)]
                }),
        ]
    }
}
