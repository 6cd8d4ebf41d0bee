import Hummingbird
import Logging
import Wire

/// Turns whatever is thrown into FATE's envelope.
struct EnvelopeMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    let logger: Logger

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let refusal = Refusal(error) ?? unforeseen(error, request)
            return Reply.response(refusal.envelope.utf8, status: refusal.status)
        }
    }

    private func unforeseen(_ error: any Error, _ request: Request) -> Refusal {
        logger.error(
            "A request failed",
            metadata: [
                "path": .string(request.uri.path), "error": .string(String(reflecting: error)),
            ])
        return Refusal(.exception, "\(error)")
    }
}
