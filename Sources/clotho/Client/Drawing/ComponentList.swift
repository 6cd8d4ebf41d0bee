import Domain

/// The components of a job, one line each, for a terminal that is too small for boxes.
struct ComponentList {
    let cards: [ComponentCard]

    /// The lines, each of at most this width; when there are too many, those that are done and
    /// then those that wait are only counted.
    func lines(width: Int, heightMax: Int) -> [InkedLine] {
        let nameWidth = min(cards.map(\.name.width).max() ?? 0, max(12, width / 3))
        let (hiddenDone, hiddenRest) = hidden(surplus: cards.count - heightMax)
        let shown = cards.dropFirst(hiddenDone).dropLast(hiddenRest)
        return Self.count(hiddenDone, "✓", "done before", .green)
            + shown.map { line($0, nameWidth, width) }
            + Self.count(hiddenRest, "…", "more", .dim)
    }

    /// How many to leave out at the top and at the bottom; what tells so takes a line, too.
    private func hidden(surplus: Int) -> (done: Int, rest: Int) {
        guard surplus > 0 else { return (0, 0) }
        let done = cards.prefix { $0.component.status.isSuccess }.count
        if done > surplus { return (surplus + 1, 0) }
        return (done, surplus - done + (done > 0 ? 2 : 1))
    }

    private static func count(
        _ number: Int, _ mark: String, _ words: String, _ ink: Ink
    ) -> [InkedLine] {
        guard number > 0 else { return [] }
        var line = InkedLine("\(mark) ", ink)
        line.append("\(number) \(words)", .dim)
        return [line]
    }

    private func line(_ card: ComponentCard, _ nameWidth: Int, _ width: Int) -> InkedLine {
        var line = card.name.fitted(to: nameWidth)
        line.append("  ")
        line.append(ProgressBar.line(card.component, width: 16))
        line.append("  ")
        line.append(card.parties(idsShown: false))
        if !card.component.upstream.isEmpty {
            line.append("  ← " + card.component.upstream.joined(separator: ", "), .dim)
        }
        return line.clipped(to: width)
    }
}
