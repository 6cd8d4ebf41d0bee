public import Domain

extension MetricPoints {
    /// The body of `/metrics`.
    public var json: JSONValue {
        [
            "namespace": .string(namespace), "name": .string(name),
            "points": .array(points.map { [$0.key, $0.value] }),
        ]
    }

    /// Reads the body of `/metrics`.
    /// - Throws: `FieldError` naming the member that is missing or cannot be meant.
    public init(_ json: JSONValue) throws(FieldError) {
        let reader = try FieldReader(json)
        var points: [Point] = []
        for (index, point) in try reader.array("points").enumerated() {
            guard let pair = point.array, pair.count == 2 else {
                throw FieldError("points[\(index)]", "must be a list of a key and a value")
            }
            points.append(Point(key: pair[0], value: pair[1]))
        }
        self.init(
            namespace: try reader.text("namespace"), name: try reader.text("name"),
            points: points)
    }
}

extension MetricMeta {
    /// The body of `/metric_meta`.
    public var json: JSONValue {
        [
            "namespace": .string(namespace), "name": .string(name), "type": .string(type),
            "attributes": .object(attributes),
        ]
    }

    /// Reads the body of `/metric_meta`.
    /// - Throws: `FieldError` naming the member that is missing or cannot be meant.
    public init(_ json: JSONValue) throws(FieldError) {
        let reader = try FieldReader(json)
        self.init(
            namespace: try reader.text("namespace"), name: try reader.text("name"),
            type: try reader.text("type"), attributes: try reader.object("attributes"))
    }
}

/// How far a worker is, from 0 to 100: the body of `/progress`.
public struct WorkerProgress: Hashable, Sendable {
    /// The percentage.
    public let percent: Int

    /// Makes a progress report.
    public init(percent: Int) { self.percent = percent }

    /// The body.
    public var json: JSONValue { ["percent": .integer(Int64(percent))] }

    /// Reads the body.
    /// - Throws: `FieldError` when `percent` is missing or no whole number.
    public init(_ json: JSONValue) throws(FieldError) {
        percent = try FieldReader(json).integer("percent")
    }
}
