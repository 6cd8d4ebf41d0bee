import Domain

/// A job as lines for people: what it has reached, its components as a graph, what went wrong.
struct JobDrawing {
    let picture: JobPicture
    /// The time now, in Unix milliseconds.
    let now: Int64

    /// The lines for a terminal of this size; without `rows` there may be as many as needed.
    func lines(columns: Int, rows: Int? = nil) -> [InkedLine] {
        let around = [header] + noteLines + inheritanceLines + waitLines + [InkedLine()]
        let complaints = complaintLines
        let room = rows.map { max(1, $0 - 1 - around.count - complaints.count) }
        let lines = around + graphLines(columns: columns, heightMax: room) + complaints
        return (rows.map { Array(lines.prefix($0 - 1)) } ?? lines)
            .map { $0.clipped(to: columns) }
    }

    /// The richest form that fits.
    private func graphLines(columns: Int, heightMax: Int?) -> [InkedLine] {
        let cards = picture.components.map { ComponentCard(component: $0, now: now) }
        for style in ComponentCard.Style.allCases {
            let drawing = GraphDrawing(cards, style: style)
            if drawing.width <= columns, drawing.height <= heightMax ?? .max {
                return drawing.lines
            }
        }
        return ComponentList(cards: cards).lines(width: columns, heightMax: heightMax ?? .max)
    }

    private var header: InkedLine {
        let mark = StatusMark(picture.status)
        var line = InkedLine("\(mark.character) ", mark.ink)
        line.append("job \(picture.jobID)", .bold)
        if !picture.origin.isEmpty { line.append("  imported from \(picture.origin)", .dim) }
        line.append("  ")
        line.append(picture.status.rawValue, mark.ink)
        line.append("  \(picture.doneCount) of \(picture.components.count) done")
        let begun = picture.times.started ?? picture.times.created
        let period = JobPicture.Period(started: begun, ended: picture.times.ended)
        if let elapsed = period.elapsed(at: now) {
            line.append("  " + Elapsed.text(milliseconds: elapsed), .dim)
        }
        return line
    }

    private var noteLines: [InkedLine] {
        picture.notes.flatMap { note in
            let whose = note.parties.isEmpty ? "" : " of \(note.parties.joined(separator: ", "))"
            return note.text.lines.enumerated().map { place, line in
                let head = place == 0 ? "  notes\(whose): " : "    "
                var shown = InkedLine(head, .dim)
                shown.append(line)
                return shown
            }
        }
    }

    private var inheritanceLines: [InkedLine] {
        let taken = picture.components.filter { !$0.inheritedFrom.isEmpty }
        guard let source = taken.first?.inheritedFrom else { return [] }
        let count = "\(taken.count) of \(picture.components.count)"
        return [InkedLine("  \(count) inherited from job \(source)", .dim)]
    }

    private var waitLines: [InkedLine] {
        guard !picture.status.isEnd else { return [] }
        return picture.waitReasons.map { InkedLine("  waits: \($0)", .yellow) }
    }

    /// Why the job ended, and what each party said about its failure.
    private var complaintLines: [InkedLine] {
        var lines = picture.reason.isEmpty ? [] : [InkedLine(picture.reason, .yellow)]
        for component in picture.components {
            for party in component.parties where !party.reason.isEmpty {
                var line = InkedLine("✗ \(component.name) at \(party.role) \(party.id): ", .red)
                line.append(party.reason)
                lines.append(line)
            }
        }
        return lines
    }
}
