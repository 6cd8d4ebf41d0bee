/// The edges between components, by their places in the DSL; they may form loops.
struct DSLEdges {
    let upstream: [[Int]]
    private(set) var downstream: [[Int]]

    init(_ components: [DSLComponent], mode: DSL.Mode) {
        let places = Dictionary(
            uniqueKeysWithValues: components.enumerated().map { ($1.name, $0) })
        upstream = components.map { component in
            Set(component.componentsRead(mode).compactMap { places[$0] }).sorted()
        }
        downstream = components.map { _ in [] }
        for (reader, read) in upstream.enumerated() {
            for place in read { downstream[place].append(reader) }
        }
    }

    /// Always the first place whose upstream is done; shorter than the DSL if there is a loop.
    var order: [Int] {
        var open = upstream.map(\.count)
        var ready = Array(open.indices.filter { open[$0] == 0 }.reversed())
        var order: [Int] = []
        while let next = ready.popLast() {
            order.append(next)
            for reader in downstream[next] {
                open[reader] -= 1
                guard open[reader] == 0 else { continue }
                ready.insert(reader, at: ready.firstIndex { $0 < reader } ?? ready.endIndex)
            }
        }
        return order
    }

    /// One loop, each place before its reader. What is outside the order waits for something
    /// outside the order, so walking upstream there must come back.
    func loop(outside order: [Int]) -> [Int] {
        let done = Set(order)
        var path: [Int] = []
        var next = upstream.indices.first { !done.contains($0) }
        while let place = next, !path.contains(place) {
            path.append(place)
            next = upstream[place].first { !done.contains($0) }
        }
        return path.drop { $0 != next }.reversed()
    }

    /// The places by the length of the longest path to them.
    func levels(_ order: [Int]) -> [[Int]] {
        var level = upstream.map { _ in 0 }
        for place in order {
            level[place] = upstream[place].map { level[$0] + 1 }.max() ?? 0
        }
        var levels = Array(repeating: [Int](), count: 1 + (level.max() ?? -1))
        for (place, number) in level.enumerated() { levels[number].append(place) }
        return levels
    }
}

extension DSLComponent {
    /// The components whose outputs this one reads; in a predict job models are no edges.
    fileprivate func componentsRead(_ mode: DSL.Mode) -> [ComponentName] {
        inputs.filter { mode == .train || $0.slot.output != .model }
            .flatMap(\.references).map(\.component)
    }
}
