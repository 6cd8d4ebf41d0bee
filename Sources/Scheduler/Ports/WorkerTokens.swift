/// Makes the secrets with which workers prove who they are.
public protocol WorkerTokens: Sendable {
    /// The secret of a worker, the same whenever it is asked for.
    func token(of worker: String) -> String
    /// SHA-256 of a secret, hex.
    func digest(of token: String) -> String
    /// A name for a new worker process, 32 hex digits.
    func newWorker() -> String
}
