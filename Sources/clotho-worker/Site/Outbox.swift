import Domain
import Wire

/// Reports that are sent in the order they were made, while the component works on.
///
/// The first is that the worker is at work; it is sent with the next report, or when the worker
/// says so. Once one is refused or cannot be delivered, none behind it is sent.
actor Outbox {
    private let site: SiteClient
    private let beatMilliseconds: Int
    private var last: Task<Void, any Error>?
    private var isOpen = false

    /// - Parameter beatMilliseconds: How long this process waits between its beats.
    init(_ site: SiteClient, beatMilliseconds: Int) {
        self.site = site
        self.beatMilliseconds = beatMilliseconds
    }

    /// Says that the worker is at work, unless that was said.
    func open() {
        guard !isOpen else { return }
        isOpen = true
        let pause = JSONValue.integer(Int64(beatMilliseconds))
        send { site in
            try await site.post(WorkerCalls.running, [WorkerCalls.beatPause: pause])
        }
    }

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

    private func add(_ call: @escaping @Sendable (SiteClient) async throws -> Void) {
        open()
        send(call)
    }

    private func send(_ call: @escaping @Sendable (SiteClient) async throws -> Void) {
        last = Task { [last, site] in
            try await last?.value
            try await call(site)
        }
    }
}
