/// The components of a job as boxes in levels, joined by arrows.
struct GraphDrawing {
    /// Blank columns between two places of a level.
    private static let gap = 3

    private let cards: [ComponentCard]
    private let style: ComponentCard.Style
    private let plan: LevelPlan
    private let boxWidth: Int
    /// The columns of the places, level by level.
    private var columns: [[LevelPlan.Place: Column]] = []
    private var wirings: [Wiring] = []
    private(set) var width = 0

    init(_ cards: [ComponentCard], style: ComponentCard.Style) {
        self.cards = cards
        self.style = style
        let names = cards.map(\.component.name)
        plan = LevelPlan(
            upstream: cards.map { card in card.component.upstream.compactMap(names.firstIndex) })
        boxWidth = 4 + (cards.map { $0.widthWanted(style) }.max() ?? 0)
        width = plan.levels.map(levelWidth).max() ?? 0
        columns = plan.levels.map(columns(of:))
        wirings = plan.links.indices.map { level in
            Wiring(plan.links[level], upper: columns[level], lower: columns[level + 1])
        }
    }

    /// How many lines it takes.
    var height: Int {
        plan.levels.count * boxHeight + wirings.reduce(0) { $0 + $1.height }
    }

    /// The drawing.
    var lines: [InkedLine] {
        var canvas = Canvas(width: width, height: height)
        for level in plan.levels.indices { draw(level: level, on: &canvas) }
        for (level, wiring) in wirings.enumerated() {
            draw(wiring, y: top(of: level) + boxHeight, on: &canvas)
        }
        return canvas.lines
    }

    private var boxHeight: Int { ComponentCard.height(style) + 2 }

    private func top(of level: Int) -> Int {
        wirings[..<level].reduce(level * boxHeight) { $0 + $1.height }
    }
}

extension GraphDrawing {
    private func width(of place: LevelPlan.Place) -> Int {
        switch place {
        case .node: boxWidth
        case .passage: 1
        }
    }

    private func levelWidth(_ level: [LevelPlan.Place]) -> Int {
        level.reduce(0) { $0 + width(of: $1) } + Self.gap * (level.count - 1)
    }

    /// The places of a level side by side, in the middle of the drawing.
    private func columns(of level: [LevelPlan.Place]) -> [LevelPlan.Place: Column] {
        var x = (width - levelWidth(level)) / 2
        var columns: [LevelPlan.Place: Column] = [:]
        for place in level {
            columns[place] = Column(x: x, width: width(of: place))
            x += width(of: place) + Self.gap
        }
        return columns
    }

    private func draw(level: Int, on canvas: inout Canvas) {
        let y = top(of: level)
        for (place, column) in columns[level] {
            switch place {
            case .node(let node): draw(cards[node], in: column, y: y, on: &canvas)
            case .passage(let source):
                canvas.connect(
                    (column.x, y), (column.x, y + boxHeight - 1), owner: source, ink: .dim)
            }
        }
    }

    private func draw(_ card: ComponentCard, in column: Column, y: Int, on canvas: inout Canvas) {
        let ink = StatusMark(card.component.status).ink
        canvas.box(x: column.x, y: y, width: boxWidth, height: boxHeight, ink: ink)
        for (index, line) in card.lines(style, width: boxWidth - 4).enumerated() {
            canvas.put(line, x: column.x + 2, y: y + 1 + index)
        }
    }

    /// Draws the wires from the level that ends above row `y` to the one after their tracks.
    private func draw(_ wiring: Wiring, y: Int, on canvas: inout Canvas) {
        let bottom = y + wiring.height
        for wire in wiring.wires {
            let turn = wire.track.map { y + $0 } ?? bottom
            canvas.connect((wire.top, y - 1), (wire.top, turn), owner: wire.owner, ink: .dim)
            for end in wire.ends {
                canvas.connect((wire.top, turn), (end.x, turn), owner: wire.owner, ink: .dim)
                canvas.connect((end.x, turn), (end.x, bottom), owner: wire.owner, ink: .dim)
                if end.isArrow { canvas.put(InkedLine("▼", .dim), x: end.x, y: bottom) }
            }
        }
    }
}
