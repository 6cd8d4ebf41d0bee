import Domain
import Storage

/// The receivers that get no more messages, the youngest few thousand of them.
///
/// A message to a receiver that was closed longer ago can only come from a worker whose own token
/// is void by then. Kept as lines of a file, so that a restarted site does not take messages that
/// nobody will fetch.
struct ClosedReceivers {
    static let fileName = "closed.txt"

    private let path: String
    private let countMax: Int
    private var oldestFirst: [MessageReceiver]
    private var receivers: Set<MessageReceiver>

    init(directory: String, countMax: Int = 4_096) throws(StorageError) {
        path = "\(directory)/\(Self.fileName)"
        self.countMax = countMax
        let bytes = try SmallFile.read(path) ?? []
        oldestFirst = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            .compactMap { MessageReceiver(line: $0) }
        receivers = Set(oldestFirst)
    }

    func contains(_ receiver: MessageReceiver) -> Bool { receivers.contains(receiver) }

    mutating func insert(_ receiver: MessageReceiver) throws(StorageError) {
        guard receivers.insert(receiver).inserted else { return }
        oldestFirst.append(receiver)
        guard oldestFirst.count > 2 * countMax else {
            return try SmallFile.append(Array(receiver.line.utf8), to: path)
        }
        oldestFirst.removeFirst(oldestFirst.count - countMax)
        receivers = Set(oldestFirst)
        let lines = oldestFirst.map(\.line).joined()
        try SmallFile.replace(path, with: Array(lines.utf8), isDurable: false)
    }
}

extension MessageReceiver {
    fileprivate var line: String { "\(task.job) \(task.component) \(task.version) \(party)\n" }

    fileprivate init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 4, let job = JobID(String(words[0])),
            let component = ComponentName(String(words[1])), let version = Int(words[2]),
            let party = Party(String(words[3]))
        else { return nil }
        self.init(
            task: TaskID(job: job, component: component, version: version), party: party)
    }
}
