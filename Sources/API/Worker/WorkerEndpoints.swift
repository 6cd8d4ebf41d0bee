import HTTPTypes
import Wire

extension Endpoints {
    /// The calls of workers to their own site.
    static let worker = [
        on(.post, WorkerCalls.running, .optionalJSON, WorkerReports.running),
        on(.post, WorkerCalls.beat, .optionalJSON, WorkerReports.beat),
        on(.post, WorkerCalls.metrics, .json, WorkerReports.metrics),
        on(.post, WorkerCalls.metricMeta, .json, WorkerReports.metricMeta),
        on(.post, WorkerCalls.progress, .json, WorkerReports.progress),
        on(.post, WorkerCalls.end, .json, WorkerReports.end),
        on(.post, WorkerCalls.messagePattern, .stream, WorkerMessages.push),
        on(.get, WorkerCalls.messagePattern, .stream, WorkerMessages.pull),
        on(.delete, WorkerCalls.messagePattern, .stream, WorkerMessages.acknowledge),
    ]

    private static func on(
        _ method: HTTPRequest.Method, _ path: String, _ input: Endpoint.Input,
        _ handler: @escaping @Sendable (Call) async throws -> Reply
    ) -> Endpoint {
        Endpoint(method, "\(WorkerCalls.pattern)/\(path)", input, handler)
    }
}
