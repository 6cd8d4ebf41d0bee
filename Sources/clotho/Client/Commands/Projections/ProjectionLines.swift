import Domain

/// What the commands on views print for people.
enum ProjectionLines {
    static func status(_ data: JSONValue) -> [InkedLine] {
        let members = data.object ?? [:]
        let head = members["head"]?.integer ?? 0
        guard let position = members["position"]?.integer else {
            return [
                InkedLine("The views are of another version of clotho.", .yellow),
                InkedLine(
                    "schema \(text(members, "schema")); this program reads "
                        + "\(text(members, "schema_known")). clotho serve makes them anew."),
            ]
        }
        let lag = head - position
        let title =
            lag > 0
            ? InkedLine("\(lag) events behind the log", .yellow)
            : InkedLine("up to date with the log", .green)
        var table = TextTable(["table", ">rows"])
        for (name, count) in members["rows"]?.object ?? [:] {
            table.append([name, count.plainText])
        }
        return [
            title, InkedLine("position \(position) of \(head), schema \(text(members, "schema"))"),
            InkedLine(),
        ] + table.lines()
    }

    static func check(_ data: JSONValue) -> [InkedLine] {
        let members = data.object ?? [:]
        let position = text(members, "position")
        guard members["equal"] != true else {
            return [
                InkedLine("Every row is what the log says, up to position \(position).", .green),
                InkedLine("digest \(text(members, "digest"))", .dim),
            ]
        }
        let title = InkedLine(
            "The views differ from the log (position \(position)). The first row:", .red)
        return [title] + difference(members)
            + [InkedLine("Make them anew with: clotho projections rebuild")]
    }

    /// The first row that differs.
    private static func difference(_ members: JSONObject) -> [InkedLine] {
        let difference = members["difference"]?.object ?? [:]
        var table = TextTable(["", ""])
        for (title, name) in [
            ("table", "table"), ("row", "row"), ("live", "live"), ("from the log", "rebuilt"),
        ] {
            table.append([title, text(difference, name)])
        }
        return table.lines(withHeader: false)
    }

    static func rebuilt(_ data: JSONValue) -> [InkedLine] {
        let members = data.object ?? [:]
        let made = InkedLine(
            "The views were made anew, up to position \(text(members, "position")).")
        switch members["equal"] {
        case true: return [made, InkedLine("No row has changed.", .green)]
        case false:
            let mended = InkedLine(
                "The old ones were not what the log says. The first row:", .yellow)
            return [made, mended] + difference(members)
        default: return [made, InkedLine("The old ones could not be compared.", .dim)]
        }
    }

    private static func text(_ members: JSONObject, _ name: String) -> String {
        members[name]?.plainText ?? ""
    }
}
