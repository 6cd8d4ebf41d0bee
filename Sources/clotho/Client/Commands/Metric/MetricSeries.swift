import Domain

/// One metric of a component: pairs of a step or a name and a value.
struct MetricSeries: Equatable {
    /// How many points of a curve are shown unless it is asked for by name.
    private static let pointsMax = 50

    let namespace: String
    let name: String
    /// The content as the server sent it, for `--json`.
    let content: JSONValue

    /// All metrics of `tracking/component/metric/all`.
    static func all(in data: JSONValue) -> [MetricSeries] {
        (data.object ?? [:]).flatMap { namespace, metrics in
            (metrics.object ?? [:]).map { name, content in
                MetricSeries(namespace: namespace, name: name, content: content)
            }
        }
    }

    /// The metrics in the form in which `metric/all` sends them.
    static func json(_ metrics: [MetricSeries]) -> JSONObject {
        metrics.reduce(into: [:]) { result, metric in
            var namespace = result[metric.namespace]?.object ?? [:]
            namespace[metric.name] = metric.content
            result[metric.namespace] = .object(namespace)
        }
    }

    /// The points: what stands before and what stands after the comma of each pair.
    var points: [(key: JSONValue, value: JSONValue)] {
        (content.object?["data"]?.array ?? []).compactMap { pair in
            guard let items = pair.array, items.count >= 2 else { return nil }
            return (items[0], items[1])
        }
    }

    /// The type that the component gave it, such as `LOSS`.
    var kind: String { content.object?["meta"]?.object?["metric_type"]?.string ?? "" }
}

extension MetricSeries {
    /// The metric as a titled table, and an empty line.
    func lines(inFull: Bool) -> [InkedLine] {
        var title = InkedLine("\(namespace)/\(name)", .bold)
        title.append(kind.isEmpty ? "" : "  \(kind)", .dim)
        let isLong = points.count > Self.pointsMax && !inFull
        let body =
            isLong
            ? [InkedLine("\(points.count) points; show them with --name \(name)", .dim)] : table
        return [title] + body.map { Self.indented($0) } + [InkedLine()]
    }

    /// The points; numbers over steps get a bar, so that a falling loss can be seen.
    private var table: [InkedLine] {
        let values = points.compactMap(\.value.double)
        let isSeries =
            points.count > 1 && values.count == points.count
            && points.allSatisfy { $0.key.double != nil }
        let largest = values.map(abs).max() ?? 0
        var table = TextTable(isSeries ? [">step", ">value", ""] : ["name", ">value"])
        for (key, value) in points {
            let row = [key.plainText, Self.number(value)]
            table.append(isSeries ? row + [Self.bar(value.double ?? 0, of: largest)] : row)
        }
        return table.lines()
    }

    private static func indented(_ line: InkedLine) -> InkedLine {
        var indented = InkedLine("  ")
        indented.append(line)
        return indented
    }

    private static func bar(_ value: Double, of largest: Double) -> String {
        let length = largest > 0 ? abs(value) / largest * 40 : 0
        return String(repeating: "█", count: Int(length.rounded()))
    }

    /// Six digits after the point are as many as anyone compares.
    private static func number(_ value: JSONValue) -> String {
        guard case .number(let number) = value, abs(number) < 1e12 else { return value.plainText }
        let millionths = Int64((abs(number) * 1e6).rounded())
        let fraction = String(millionths % 1_000_000)
        let padded = String(repeating: "0", count: 6 - fraction.count) + fraction
        return (number < 0 ? "-" : "") + "\(millionths / 1_000_000).\(padded)"
    }
}
