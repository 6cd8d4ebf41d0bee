/// Two attempts beside each other.
struct AttemptPair {
    let left: JobAttempt
    let right: JobAttempt
    /// The components of both in topological order: that of the second, with those that only the first
    /// has behind what they read.
    let components: [ComponentName]

    init(_ left: JobAttempt, _ right: JobAttempt) {
        self.left = left
        self.right = right
        var order = right.dsl.graph.topologicalOrder
        var before = 0
        for name in left.dsl.graph.topologicalOrder {
            if let place = order.firstIndex(of: name) {
                before = max(before, place + 1)
            } else {
                order.insert(name, at: before)
                before += 1
            }
        }
        components = order
    }

    /// What a component reads, in either attempt.
    func upstream(of component: ComponentName) -> [ComponentName] {
        let (one, two) = (
            left.dsl.graph.upstream(of: component), right.dsl.graph.upstream(of: component)
        )
        return two + one.filter { !two.contains($0) }
    }

    /// All parties, those of the second attempt first.
    var parties: [Party] {
        right.conf.parties + left.conf.parties.filter { !right.conf.parties.contains($0) }
    }

    /// The parties of both.
    var commonParties: [Party] {
        right.conf.parties.filter { left.conf.parties.contains($0) }
    }

    /// A component's runs at the parties where both attempts have one.
    func runs(
        of component: ComponentName
    ) -> [(party: Party, left: JobAttempt.Run, right: JobAttempt.Run)] {
        parties.compactMap { party in
            guard let one = left.runs[component]?[party], let two = right.runs[component]?[party]
            else { return nil }
            return (party, one, two)
        }
    }

    /// Places that differ at some of these parties: those that differ alike are one difference, which
    /// names no party when all differ so.
    static func merged(
        _ places: [(party: Party, places: [JSONDifference.Place])],
        _ aspect: JobDifference.Aspect, _ component: ComponentName?
    ) -> [JobDifference] {
        var order: [JSONDifference.Place] = []
        var parties: [JSONDifference.Place: [Party]] = [:]
        for (party, found) in places {
            for place in found {
                if parties[place] == nil { order.append(place) }
                parties[place, default: []].append(party)
            }
        }
        return order.map { place in
            let own = parties[place] ?? []
            return JobDifference(
                aspect, component, at: own.count == places.count ? [] : own, path: place.path,
                place.left, place.right)
        }
    }
}
