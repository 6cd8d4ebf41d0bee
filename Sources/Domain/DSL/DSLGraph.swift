/// Which components of a DSL wait for which; it has no loop.
public struct DSLGraph: Hashable, Sendable {
    /// The components in the order in which they may run.
    ///
    /// Always the first one, in the order declared, whose upstream is done. FATE's order depends
    /// on Python's hash seed.
    public let topologicalOrder: [ComponentName]
    /// The components by the length of the longest path to them, each level in the order declared.
    public let levels: [[ComponentName]]
    private let upstream: [ComponentName: [ComponentName]]
    private let downstream: [ComponentName: [ComponentName]]

    /// The components that this one reads, each once, in the order declared.
    public func upstream(of component: ComponentName) -> [ComponentName] {
        upstream[component] ?? []
    }

    /// The components that read this one, each once, in the order declared.
    public func downstream(of component: ComponentName) -> [ComponentName] {
        downstream[component] ?? []
    }

    /// The component and all that need it, directly or not: what a rerun from it runs again.
    public func closure(downstreamOf component: ComponentName) -> Set<ComponentName> {
        var found: Set<ComponentName> = [component]
        var rest = [component]
        while let next = rest.popLast() {
            for reader in downstream(of: next) where found.insert(reader).inserted {
                rest.append(reader)
            }
        }
        return found
    }
}

extension DSLGraph {
    init(_ components: [DSLComponent], mode: DSL.Mode) throws(DSLError) {
        let names = components.map(\.name)
        let edges = DSLEdges(components, mode: mode)
        let order = edges.order
        if order.count < names.count { throw .loop(edges.loop(outside: order).map { names[$0] }) }
        topologicalOrder = order.map { names[$0] }
        levels = edges.levels(order).map { level in level.map { names[$0] } }
        upstream = Self.named(edges.upstream, names)
        downstream = Self.named(edges.downstream, names)
    }

    private static func named(
        _ edges: [[Int]], _ names: [ComponentName]
    ) -> [ComponentName: [ComponentName]] {
        Dictionary(uniqueKeysWithValues: zip(names, edges.map { ends in ends.map { names[$0] } }))
    }
}

extension DSLError {
    fileprivate static func loop(_ members: [ComponentName]) -> DSLError {
        let text = (members + members.prefix(1)).map(\.text).joined(separator: " -> ")
        return DSLError(
            .loop, component: members.first?.text, field: "input",
            message: "Components wait for each other: \(text): remove one of these inputs")
    }
}
