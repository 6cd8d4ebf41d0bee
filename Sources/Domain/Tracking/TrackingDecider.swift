/// What a worker reports of its task while it runs.
public enum TrackingCommand: Hashable, Sendable {
    /// Points of a metric.
    case log(ComponentName, version: Int, MetricPoints)
    /// What a metric is.
    case describe(ComponentName, version: Int, MetricMeta)
    /// How far the task is, from 0 to 100.
    case progress(ComponentName, version: Int, percent: Int)
}

/// What a worker has reported.
public enum TrackingEvent: Hashable, Sendable {
    case logged(ComponentName, version: Int, MetricPoints)
    case described(ComponentName, version: Int, MetricMeta)
    case progressed(ComponentName, version: Int, percent: Int)
}

/// Nothing has to be known of earlier reports to accept the next one, but for the progress.
public struct TrackingState: Hashable, Sendable {
    /// The progress last recorded by component and version.
    public internal(set) var progress: [ComponentName: [Int: Int]] = [:]
}

/// Why a report of a worker is refused.
public enum TrackingRejection: Error, Hashable, Sendable {
    /// The percent is not between 0 and 100.
    case percentOutOfRange(Int)
}

/// The rules of what a worker tracks: metrics are accepted as they come, progress only grows.
public enum TrackingDecider: Decider {
    public static let initialState = TrackingState()

    public static func decide(
        _ command: TrackingCommand, _ state: TrackingState
    ) throws(TrackingRejection) -> [TrackingEvent] {
        switch command {
        case .log(let component, let version, let points):
            return points.points.isEmpty ? [] : [.logged(component, version: version, points)]
        case .describe(let component, let version, let meta):
            return [.described(component, version: version, meta)]
        case .progress(let component, let version, let percent):
            guard (0...100).contains(percent) else { throw .percentOutOfRange(percent) }
            let known = state.progress[component]?[version] ?? 0
            return percent > known
                ? [.progressed(component, version: version, percent: percent)] : []
        }
    }

    public static func evolve(_ state: inout TrackingState, _ event: TrackingEvent) {
        switch event {
        case .logged, .described:
            break
        case .progressed(let component, let version, let percent):
            state.progress[component, default: [:]][version] = percent
        }
    }
}
