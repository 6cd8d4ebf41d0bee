import Domain

/// The answer of `job/diff` as lines: what explains, what follows from it, and how long things took.
struct DiffDrawing {
    private let answer: JSONObject

    /// Digests are shown as far as people compare them.
    private static let digestLength = 12
    /// A time is worth a line when it differs by this share, and by this many milliseconds.
    private static let timeShareMin = 0.1
    private static let timeMillisecondsMin = 100

    init(_ answer: JSONValue) { self.answer = answer.object ?? [:] }

    /// Whether nothing but times differs.
    var isEqual: Bool { answer["equal"]?.bool == true }

    var lines: [InkedLine] {
        let causes = differences.filter { $0.object?["cause"]?.bool == true }
        let effects = differences.filter { $0.object?["cause"]?.bool != true }
        return [headline] + section("what explains", causes) + section("what follows", effects)
            + inheritanceLines + timeLines
    }

    private var headline: InkedLine {
        var line = InkedLine("\(text("left")) → \(text("right"))  ", .bold)
        let count = differences.count
        line.append(
            isEqual ? "no difference" : "\(count) difference\(count == 1 ? "" : "s")",
            isEqual ? .green : .yellow)
        return line
    }

    private func section(_ title: String, _ list: [JSONValue]) -> [InkedLine] {
        guard !list.isEmpty else { return [] }
        var table = TextTable([">", "", "", "", "", ""])
        for difference in list {
            table.append([
                member(difference, "place"), member(difference, "component"),
                what(difference), parties(difference), change(difference), reason(difference),
            ])
        }
        return [InkedLine(title, .cyan)] + table.lines(withHeader: false)
    }

    /// `parameter learning_rate`, `output data`.
    private func what(_ difference: JSONValue) -> String {
        let aspect = member(difference, "aspect").split(separator: "_").joined(separator: " ")
        let path = member(difference, "path")
        return path.isEmpty ? aspect : "\(aspect) \(path)"
    }

    private func parties(_ difference: JSONValue) -> String {
        (difference.object?["parties"]?.array ?? []).compactMap(\.string).joined(separator: ", ")
    }

    private func change(_ difference: JSONValue) -> String {
        let values = ["left", "right"].map { side -> String in
            let value = difference.object?[side] ?? .null
            return value.isNull ? "nothing" : Self.shortened(value.plainText)
        }
        return values.joined(separator: " → ")
    }

    private func reason(_ difference: JSONValue) -> String {
        guard difference.object?["cause"]?.bool != true else { return "" }
        let places = (difference.object?["follows_from"]?.array ?? []).compactMap(\.integer)
        guard !places.isEmpty else { return "nothing before it differs" }
        return "from \(places.map { String($0) }.joined(separator: ", "))"
    }

    private static func shortened(_ text: String) -> String {
        let isDigest = text.utf8.count == 64 && text.allSatisfy(\.isHexDigit)
        return isDigest ? "\(text.prefix(digestLength))…" : text
    }

    /// Components that were taken over in one of the attempts, and the jobs that ran them.
    private var inheritanceLines: [InkedLine] {
        let list = answer["inherited"]?.array ?? []
        guard !list.isEmpty else { return [] }
        var table = TextTable(["", "", ""])
        for entry in list {
            let jobs = ["left", "right"].map { side -> String in
                let job = entry.object?[side] ?? .null
                return job.isNull ? "ran" : "from job \(job.plainText)"
            }
            table.append([
                member(entry, "component"), parties(entry), jobs.joined(separator: " → "),
            ])
        }
        return [InkedLine("what was inherited", .cyan)] + table.lines(withHeader: false)
    }

    private var timeLines: [InkedLine] {
        let times = (answer["timings"]?.array ?? []).filter(Self.isWorthALine)
        guard !times.isEmpty else { return [] }
        var table = TextTable(["", "", ""])
        for time in times {
            let took = ["left", "right"].map { side in
                Elapsed.text(milliseconds: Int64(time.object?[side]?.integer ?? 0))
            }
            let component = member(time, "component")
            table.append([
                component.isEmpty ? "the job" : component, member(time, "path"),
                took.joined(separator: " → "),
            ])
        }
        return [InkedLine("how long it took", .cyan)] + table.lines(withHeader: false)
    }

    private static func isWorthALine(_ time: JSONValue) -> Bool {
        guard let left = time.object?["left"]?.integer, let right = time.object?["right"]?.integer
        else { return false }
        let (less, more) = (min(left, right), max(left, right))
        return more - less >= timeMillisecondsMin
            && Double(more - less) >= timeShareMin * Double(more)
    }

    private var differences: [JSONValue] { answer["differences"]?.array ?? [] }

    private func text(_ name: String) -> String { answer[name]?.plainText ?? "" }

    private func member(_ value: JSONValue, _ name: String) -> String {
        value.object?[name]?.plainText ?? ""
    }
}
