/// Work on many items at the same time, on as many threads as there are cores.
enum Parallel {
    /// Applies `body` to every item; results come in the order of the items.
    /// - Parameter chunk: how many items one task takes, so that a task is worth starting.
    static func map<Item: Sendable, Result: Sendable>(
        _ items: [Item], chunk: Int = 256, _ body: @Sendable @escaping (Item) throws -> Result
    ) async throws -> [Result] {
        try await withThrowingTaskGroup(of: (Int, [Result]).self) { group in
            for start in stride(from: 0, to: items.count, by: chunk) {
                group.addTask {
                    try Task.checkCancellation()
                    return (start, try items[start...].prefix(chunk).map(body))
                }
            }
            var parts: [Int: [Result]] = [:]
            for try await (start, part) in group { parts[start] = part }
            return stride(from: 0, to: items.count, by: chunk).flatMap { parts[$0] ?? [] }
        }
    }
}
