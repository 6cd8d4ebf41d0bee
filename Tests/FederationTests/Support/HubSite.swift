import Domain
import Federation
import Foundation

let guest = Party(.guest, PartyID(9999))
let host = Party(.host, PartyID(10000))
let firstRun = TaskID(
    job: JobID("202601010000000000000")!, component: ComponentName("hetero_lr_0")!, version: 0)

/// An address that differs from (guest, host, key, 0, task) in one respect.
struct Address: Sendable {
    var from = guest
    var to = host
    var name = "key"
    var tag = "0"
    var task = firstRun

    static let others = [
        Address(from: Party(.guest, PartyID(1))), Address(to: Party(.host, PartyID(9999))),
        Address(name: "key0", tag: ""), Address(tag: "1"),
        Address(task: TaskID(job: firstRun.job, component: firstRun.component, version: 1)),
    ]
}

/// A spool directory of a test with a clock that the test moves.
final class HubSite: Sendable {
    let clock = ManualClock()
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("clotho-hub-\(UUID().uuidString)")

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// A new hub over the same directory, as after a restart.
    func hub(_ limits: MessageLimits = MessageLimits()) throws -> MessageHub {
        try MessageHub(directory: folder.path, clock: clock, limits: limits)
    }

    /// The paths of all files, relative to the spool.
    var files: [String] {
        let all = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String }
        return (all ?? []).filter { $0.contains(".") }.sorted()
    }

    func closedReceivers() throws -> [Substring] {
        try String(contentsOf: folder.appendingPathComponent("closed.txt"), encoding: .utf8)
            .split(separator: "\n")
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    /// Takes the last byte away.
    func cut(_ name: String) throws {
        let file = folder.appendingPathComponent(name)
        try Data(contentsOf: file).dropLast().write(to: file)
    }
}
