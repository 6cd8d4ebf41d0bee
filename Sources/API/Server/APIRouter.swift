import HTTPTypes
public import Hummingbird

/// The routes of a site.
public enum APIRouter {
    /// Makes the router; other parts of the site may add their routes to it.
    public static func make(for site: Site) -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: EnvelopeMiddleware(logger: site.logger))
        for (path, endpoints) in Dictionary(grouping: Endpoints.all, by: \.path) {
            for endpoint in endpoints { add(endpoint, to: router, site) }
            for method in methods where !endpoints.contains(where: { $0.method == method }) {
                router.on(RouterPath(path), method: method) { _, _ -> Response in
                    throw Refusal.wrongMethod
                }
            }
        }
        return router
    }

    private static let methods: [HTTPRequest.Method] = [
        .get, .post, .put, .patch, .delete, .head, .options,
    ]

    private static func add(
        _ endpoint: Endpoint, to router: Router<BasicRequestContext>, _ site: Site
    ) {
        router.on(RouterPath(endpoint.path), method: endpoint.method) { request, context in
            let parameters = context.parameters.map {
                (String($0.key), PercentEncoding.decoded(String($0.value)))
            }
            return try await endpoint.respond(
                to: request, parameters: Dictionary(uniqueKeysWithValues: parameters), at: site)
        }
    }
}
