/// A grid of characters on which lines join where they belong together and pass where they do not.
struct Canvas {
    private struct Cell {
        var sides: Sides = []
        /// Which line drew here last.
        var owner: Int?
        var character: Character?
        var ink = Ink.plain
    }

    private let width: Int
    private var cells: [[Cell]]

    init(width: Int, height: Int) {
        self.width = width
        cells = Array(repeating: Array(repeating: Cell(), count: width), count: height)
    }

    /// The rows, without the blanks at their ends.
    var lines: [InkedLine] {
        cells.map { row in
            let end = row.lastIndex { $0.character != nil || !$0.sides.isEmpty } ?? -1
            return row[..<(end + 1)].reduce(into: InkedLine()) { line, cell in
                line.append(String(cell.character ?? cell.sides.character), cell.ink)
            }
        }
    }

    /// Puts a line of text; what does not fit is left out.
    mutating func put(_ line: InkedLine, x: Int, y: Int) {
        var x = x
        for span in line.spans {
            for character in span.text where x < width {
                cells[y][x].character = character
                cells[y][x].ink = span.ink
                x += 1
            }
        }
    }

    /// Draws an empty box.
    mutating func box(x: Int, y: Int, width: Int, height: Int, ink: Ink) {
        let right = x + width - 1
        let bottom = y + height - 1
        connect((x, y), (right, y), owner: nil, ink: ink)
        connect((x, bottom), (right, bottom), owner: nil, ink: ink)
        connect((x, y), (x, bottom), owner: nil, ink: ink)
        connect((right, y), (right, bottom), owner: nil, ink: ink)
    }

    /// Draws a straight line between two cells; lines of one owner join, others cross.
    mutating func connect(
        _ start: (x: Int, y: Int), _ end: (x: Int, y: Int), owner: Int?, ink: Ink
    ) {
        let isAcross = start.y == end.y
        let (first, last) =
            (isAcross ? start.x : start.y) <= (isAcross ? end.x : end.y)
            ? (start, end) : (end, start)
        let steps = isAcross ? last.x - first.x : last.y - first.y
        for step in 0...steps {
            var sides: Sides = []
            if step > 0 { sides.insert(isAcross ? .left : .up) }
            if step < steps { sides.insert(isAcross ? .right : .down) }
            let x = isAcross ? first.x + step : first.x
            let y = isAcross ? first.y : first.y + step
            add(sides, to: &cells[y][x], owner: owner, ink: ink)
        }
    }

    /// A line that crosses a stranger passes above it when it goes down, below when it goes across.
    private func add(_ sides: Sides, to cell: inout Cell, owner: Int?, ink: Ink) {
        let isStranger = cell.owner != nil && cell.owner != owner
        if isStranger, sides == .horizontal, cell.sides == .vertical { return }
        if isStranger, sides == .vertical, cell.sides == .horizontal { cell.sides = [] }
        if cell.sides.isEmpty { cell.ink = ink }
        cell.sides.formUnion(sides)
        cell.owner = owner ?? cell.owner
    }
}
