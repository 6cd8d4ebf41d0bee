import Domain
import EventStore
import Journal
import Scheduler
import Synchronization
import TestKit

/// Ids, salts and worker names that a seed gives.
final class SeededNonces: EventNonces, WorkerTokens {
    private let random: Mutex<SeededGenerator>

    init(seed: UInt64) { random = Mutex(SeededGenerator(seed: seed)) }

    func next(at moment: Timestamp) -> (id: EventID, salt: Salt) {
        random.withLock { random in
            (
                EventID.make(milliseconds: moment.millisecondsSinceEpoch, random: &random),
                Salt.make(using: &random)
            )
        }
    }

    func token(of worker: String) -> String { "token-\(worker)" }

    func digest(of token: String) -> String {
        let bytes = Array(token.utf8.suffix(32))
        return (bytes + Array(repeating: 0, count: 32 - bytes.count))
            .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    func newWorker() -> String {
        let digits = random.withLock { String($0.next(), radix: 16) }
        return String(repeating: "0", count: 32 - digits.count) + digits
    }
}
