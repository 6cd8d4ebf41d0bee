public import Domain
public import EventStore
public import Projections

/// `/v1/projections/…`: how the rows are, and whether they are what the log says.
enum ProjectionCalls {
    static func status(_ call: Call) async throws -> Reply {
        let status = try ViewStatus(of: call.site.views)
        return .success(status.json(head: call.site.log.head))
    }

    static func verify(_ call: Call) async throws -> Reply {
        try await call.site.whenReadable()
        return .success(try await ViewCheck.run(call.site.views, against: call.site.log).json)
    }

    static func rebuild(_ call: Call) async throws -> Reply {
        .success(try await call.site.projector.makeAnew().json)
    }
}

extension ViewStatus {
    /// The status as answers and commands show it.
    public func json(head: Position) -> JSONValue {
        [
            "schema": .integer(Int64(schema)), "schema_known": .integer(Int64(schemaKnown)),
            "head": .integer(Int64(clamping: head.number)),
            "position": position.map { .integer(Int64(clamping: $0.number)) } ?? .null,
            "rows": .object(JSONObject(rows.map { ($0.name, .integer(Int64($0.count))) })),
        ]
    }
}

extension ViewCheck {
    /// The outcome as answers and commands show it.
    public var json: JSONValue {
        [
            "equal": .bool(isEqual), "position": .integer(Int64(clamping: position.number)),
            "digest": .string(digest), "rebuilt_digest": .string(rebuiltDigest),
            "difference": difference.map { difference in
                [
                    "table": .string(difference.table), "row": .string(difference.key),
                    "live": .string(difference.sides[0]), "rebuilt": .string(difference.sides[1]),
                ]
            } ?? .null,
        ]
    }
}
