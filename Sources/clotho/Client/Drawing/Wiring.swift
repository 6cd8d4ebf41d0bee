/// The lines between two levels of boxes: where they start, end and run across.
struct Wiring: Equatable {
    struct Wire: Equatable {
        /// The node whose outputs it carries.
        let owner: Int
        let top: Int
        let ends: [End]
        /// The row in which it runs across; `nil` when it goes straight down.
        var track: Int?

        fileprivate var span: ClosedRange<Int> {
            let columns = ends.map(\.x) + [top]
            return (columns.min() ?? top)...(columns.max() ?? top)
        }

        fileprivate var isStraight: Bool { ends.map(\.x) == [top] }
    }

    /// Where a wire arrives: at a node with an arrow, or at its way through the next level.
    struct End: Equatable {
        let x: Int
        let isArrow: Bool
    }

    private(set) var wires: [Wire] = []
    /// How many rows the tracks need.
    private(set) var height = 0

    /// Plans the links between two levels whose places stand at these columns.
    init(
        _ links: [LevelPlan.Link], upper: [LevelPlan.Place: Column],
        lower: [LevelPlan.Place: Column]
    ) {
        let entrances = Self.entrances(links, upper: upper, lower: lower)
        wires = links.compactMap { link in
            guard let top = upper[link.from]?.middle else { return nil }
            let ends = link.to.compactMap { place in
                entrances[place]?[link.from].map { End(x: $0, isArrow: place.isNode) }
            }
            return Wire(owner: link.from.source, top: top, ends: ends, track: nil)
        }
        assignTracks()
    }

    /// Where each link enters each lower place: in the middle if it is alone and comes from above,
    /// else apart from the others and from the middle, where the place's own wire leaves.
    private static func entrances(
        _ links: [LevelPlan.Link], upper: [LevelPlan.Place: Column],
        lower: [LevelPlan.Place: Column]
    ) -> [LevelPlan.Place: [LevelPlan.Place: Int]] {
        Dictionary(
            uniqueKeysWithValues: lower.map { place, column in
                let sources = links.filter { $0.to.contains(place) }
                    .compactMap { link in upper[link.from].map { (link.from, $0.middle) } }
                    .sorted { $0.1 < $1.1 }
                let ports = column.ports(from: sources.map(\.1))
                return (place, Dictionary(uniqueKeysWithValues: zip(sources.map(\.0), ports)))
            })
    }

    /// Gives each wire that runs across the first row in which it meets no other.
    private mutating func assignTracks() {
        var rows: [[ClosedRange<Int>]] = []
        for index in wires.indices where !wires[index].isStraight {
            let span = wires[index].span
            let free = rows.firstIndex { row in
                row.allSatisfy { !$0.overlaps(span.lowerBound - 1...span.upperBound + 1) }
            }
            let row = free ?? rows.count
            if free == nil { rows.append([]) }
            rows[row].append(span)
            wires[index].track = row
        }
        height = rows.count
    }
}
