/// What differs between two attempts, cause before effect.
///
/// First what they are made of, then component by component in topological order what came of it, each
/// with the differences from which it follows. Times come last and never make two attempts differ: no
/// two runs take equally long.
public struct JobDiff: Hashable, Sendable {
    /// The differences; none for attempts that are equal but for their times.
    public let differences: [JobDifference]
    /// Components that one of them has not run but taken over from an earlier job. What is taken over
    /// is what running it would have made, so this never makes two attempts differ.
    public let inherited: [JobDifference]
    /// Times that differ, in the same order.
    public let timings: [JobDifference]

    /// Compares two attempts.
    public init(_ left: JobAttempt, _ right: JobAttempt) {
        let pair = AttemptPair(left, right)
        var list = CausedDifferences(pair.causes)
        for component in pair.components {
            list.append(
                pair.effects(of: component), of: component, after: pair.upstream(of: component))
        }
        if left.status != right.status {
            list.appendEnd(
                JobDifference(.status, nil, .string(left.status), .string(right.status)))
        }
        differences = list.all
        inherited = pair.inherited
        timings = pair.timings
    }

    /// Whether nothing but times differs.
    public var isEmpty: Bool { differences.isEmpty }
}

/// Differences in which each effect knows what it follows from.
private struct CausedDifferences {
    private(set) var all: [JobDifference]
    /// What counts for every component: who takes part, and how.
    private let common: [Int]
    /// The places of what a component is made of.
    private let own: [ComponentName: [Int]]
    /// What a component hands on to those that read it: its first effect; of one that shows none here,
    /// what it is made of and what reached it.
    private var reach: [ComponentName: [Int]] = [:]
    /// The places of the ends of components.
    private var statuses: [Int] = []

    init(_ causes: [JobDifference]) {
        all = causes
        common = causes.indices.filter { causes[$0].touchesEveryComponent }
        own = causes.indices.reduce(into: [:]) { own, place in
            if let component = causes[place].component { own[component, default: []].append(place) }
        }
    }

    mutating func append(
        _ effects: [JobDifference], of component: ComponentName, after upstream: [ComponentName]
    ) {
        let before = (own[component] ?? []) + upstream.flatMap { reach[$0] ?? [] }
        reach[component] = effects.isEmpty ? before : [all.count]
        var ends: [Int] = []
        for var effect in effects {
            // What did not succeed leaves nothing behind, whatever else differs.
            let isEnd = effect.aspect == .status
            effect.causes = isEnd || ends.isEmpty ? Set(common + before).sorted() : ends
            all.append(effect)
            if isEnd { ends.append(all.count - 1) }
        }
        statuses += ends
    }

    /// The end of the job follows from the ends of its components.
    mutating func appendEnd(_ status: JobDifference) {
        var status = status
        status.causes = statuses
        all.append(status)
    }
}

extension JobDifference {
    /// Job parameters that say when a job runs, and not what it computes.
    private static let schedulingParameters: Set<String> = [
        "auto_retries", "auto_retry_delay", "priority", "queue_timeout", "task_cores",
        "task_parallelism", "task_timeout", "timeout",
    ]

    /// Whether it is one of these, or the time-out of one component (`task_conf.b.task_timeout`).
    private var isScheduling: Bool {
        let names = path.split(separator: ".").map(String.init)
        return Self.schedulingParameters.contains(names.first ?? path)
            || names.first == "task_conf" && names.last == "task_timeout"
    }

    /// Whether what every component makes may follow from it.
    fileprivate var touchesEveryComponent: Bool {
        switch aspect {
        case .role: true
        case .jobParameter: !isScheduling
        case .dsl, .parameter, .provider, .inputData, .resources, .status, .model, .output,
            .metric, .inheritance, .timing:
            false
        }
    }
}
