/// The nodes of an acyclic graph in levels, each below everything it depends on.
///
/// An edge over several levels gets a place of its own in each level it passes; edges from one
/// node share these places, as they carry the same outputs.
struct LevelPlan: Equatable {
    enum Place: Hashable {
        /// A node, by its index.
        case node(Int)
        /// The way of this node's edges through the level.
        case passage(from: Int)
    }

    /// From one place to places of the next level.
    struct Link: Equatable {
        let from: Place
        var to: [Place]
    }

    private(set) var levels: [[Place]] = []
    /// The links below each level but the last.
    private(set) var links: [[Link]] = []

    /// Plans a graph given by the upstream nodes of each node; an upstream node comes earlier.
    init(upstream: [[Int]]) {
        var depths: [Int] = []
        for (node, sources) in upstream.enumerated() {
            depths.append((sources.filter { $0 < node }.map { depths[$0] }.max() ?? -1) + 1)
        }
        levels = Self.places(depths, upstream)
        links = levels.indices.dropLast().map { level in
            Self.links(from: levels[level], to: levels[level + 1], upstream)
        }
        sort()
    }

    private static func places(_ depths: [Int], _ upstream: [[Int]]) -> [[Place]] {
        var levels: [[Place]] = Array(repeating: [], count: (depths.max() ?? -1) + 1)
        for node in upstream.indices { levels[depths[node]].append(.node(node)) }
        for source in upstream.indices {
            let targets = upstream.indices.filter { upstream[$0].contains(source) }
            let deepest = targets.map { depths[$0] }.max() ?? 0
            for level in stride(from: depths[source] + 1, to: deepest, by: 1) {
                levels[level].append(.passage(from: source))
            }
        }
        return levels
    }

    private static func links(
        from upper: [Place], to lower: [Place], _ upstream: [[Int]]
    ) -> [Link] {
        upper.compactMap { place in
            let source = place.source
            let targets = lower.filter { target in
                switch target {
                case .node(let node): upstream[node].contains(source)
                case .passage(let other): other == source
                }
            }
            return targets.isEmpty ? nil : Link(from: place, to: targets)
        }
    }

    /// Puts each place below the middle of where its edges come from, so that fewer edges cross.
    private mutating func sort() {
        for level in links.indices {
            let upper = Dictionary(
                uniqueKeysWithValues: levels[level].enumerated().map { ($1, Double($0)) })
            let middles = levels[level + 1].map { place in
                let sources = links[level].filter { $0.to.contains(place) }
                    .compactMap { upper[$0.from] }
                return sources.isEmpty
                    ? Double.infinity : sources.reduce(0, +) / Double(sources.count)
            }
            let order = middles.indices.sorted { (middles[$0], $0) < (middles[$1], $1) }
            levels[level + 1] = order.map { levels[level + 1][$0] }
        }
    }
}

extension LevelPlan.Place {
    /// The node whose outputs leave this place.
    var source: Int {
        switch self {
        case .node(let node), .passage(from: let node): node
        }
    }

    var isNode: Bool { self == .node(source) }
}
