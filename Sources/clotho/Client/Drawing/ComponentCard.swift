import Domain

/// What the box of one component says.
struct ComponentCard {
    enum Style: CaseIterable {
        /// Three lines: name, progress, parties.
        case card
        /// One long line.
        case slim
    }

    let component: JobPicture.Component
    let now: Int64

    /// How many lines a style has.
    static func height(_ style: Style) -> Int {
        switch style {
        case .card: 3
        case .slim: 1
        }
    }

    /// The width that shows everything.
    func widthWanted(_ style: Style) -> Int {
        switch style {
        case .card: max(name.width + 12, parties(idsShown: true).width)
        case .slim: name.width + 2 + 17 + 2 + parties(idsShown: false).width + 10
        }
    }

    /// The lines, each of exactly this width.
    func lines(_ style: Style, width: Int) -> [InkedLine] {
        switch style {
        case .card:
            [
                .ends(name, elapsed, width: width),
                ProgressBar.line(component, width: width),
                parties(fitting: width).fitted(to: width),
            ]
        case .slim: [slimLine(width: width)]
        }
    }
}

extension ComponentCard {
    /// The mark and the name.
    var name: InkedLine {
        let mark = StatusMark(component.status)
        var line = InkedLine(String(mark.character) + " ", mark.ink)
        line.append(component.name, component.status == .waiting ? .dim : .bold)
        return line
    }

    var elapsed: InkedLine {
        guard component.inheritedFrom.isEmpty else { return InkedLine("inherited", .dim) }
        let elapsed = component.times.elapsed(at: now)
        return InkedLine(elapsed.map(Elapsed.text(milliseconds:)) ?? "", .dim)
    }

    /// The parties with their marks, and with their numbers where there is room.
    func parties(fitting width: Int) -> InkedLine {
        let full = parties(idsShown: true)
        return full.width <= width ? full : parties(idsShown: false)
    }

    func parties(idsShown: Bool) -> InkedLine {
        var line = InkedLine()
        for (index, party) in component.parties.enumerated() {
            let mark = StatusMark(party.status)
            line.append(index == 0 ? "" : "  ")
            line.append(idsShown ? "\(party.role) \(party.id) " : "\(party.role) ", .dim)
            line.append(String(mark.character), mark.ink)
        }
        return line
    }

    private func slimLine(width: Int) -> InkedLine {
        var middle = InkedLine("  ")
        middle.append(ProgressBar.line(component, width: 17))
        middle.append("  ")
        middle.append(parties(idsShown: false))
        middle.append(.ends(InkedLine(), elapsed, width: 10))
        return .ends(name, middle, width: width)
    }
}
