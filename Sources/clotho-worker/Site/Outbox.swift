import Domain

/// Reports that are sent in the order they were made, while the component works on.
///
/// Once one is refused or cannot be delivered, none behind it is sent.
actor Outbox {
    private let site: SiteClient
    private var last: Task<Void, any Error>?

    init(_ site: SiteClient) { self.site = site }

    /// Sends a document as soon as all before it were taken.
    func post(_ call: String, _ document: JSONValue) {
        add { site in try await site.post(call, document) }
    }

    /// Tells the site that a message was received, which only frees its space: a site that does
    /// not take it keeps the message until the task ends.
    func acknowledge(_ message: String) {
        add { site in try? await site.acknowledge(message) }
    }

    /// Returns once all was taken.
    /// - Throws: what went wrong with the first that was not.
    func flush() async throws { try await last?.value }

    private func add(_ send: @escaping @Sendable (SiteClient) async throws -> Void) {
        last = Task { [last, site] in
            try await last?.value
            try await send(site)
        }
    }
}
