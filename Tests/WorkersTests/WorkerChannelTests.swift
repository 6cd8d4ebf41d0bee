import Domain
import NIOHTTP1
import Scheduler
import Synchronization
import Testing
import Wire
import Workers

/// Messages between two real workers, through a site that the test plays.
@Suite struct WorkerChannelTests {
    private let site = WorkerSite()

    @Test func twoWorkersShareASecret() async throws {
        let mail = Mail()
        let stub = StubSite { mail.answer($0) }
        try await site.write(stub.listen(), to: "address")
        let launcher: LocalWorkerLauncher = try site.launcher()
        let orders = [guest, host].map { party in
            sampleOrder(module: "SecureAddExample", parameters: ["data_num": 1_000])
                .of(party: party)
        }
        try await withThrowingTaskGroup { group in
            for order in orders {
                group.addTask {
                    let identity = try await launcher.launch(order)
                    let exit = try await launcher.exit(of: order.worker, identity)
                    #expect(exit == .exited(code: 0))
                }
            }
            try await group.waitForAll()
        }
        for order in orders {
            let ending = launcher.ending(of: order.worker, order.task, order.party)
            #expect(ending?.result.status == .success)
            #expect(ending?.result.reason == "")
        }
        // Each message was asked for in vain once, and was forgotten when its receiver had it.
        #expect(mail.vainPulls > 0)
        #expect(mail.isEmpty)
    }
}

/// Messages by receiver and the path that they are asked for with.
private final class Mail: Sendable {
    private struct State {
        var messages: [String: [UInt8]] = [:]
        var asked: Set<String> = []
    }

    private let state = Mutex(State())

    var isEmpty: Bool { state.withLock { $0.messages.isEmpty } }

    var vainPulls: Int { state.withLock { $0.asked.count } }

    func answer(_ request: StubSite.Request) -> StubSite.Answer {
        guard request.call.hasPrefix("messages/") else { return .success }
        let parts = request.call.split(separator: "?")
        let peer = parts[0].split(separator: "/").dropFirst().joined(separator: ":")
        let own = request.party.description
        return state.withLock { state in
            switch request.method {
            case .POST:
                state.messages["\(own) to \(peer) \(parts[1])"] = request.body
                return .success
            case .DELETE:
                state.messages["\(peer) to \(own) \(parts[1])"] = nil
                return .success
            default:
                let name = "\(peer) to \(own) \(parts[1])"
                guard !state.asked.insert(name).inserted, let bytes = state.messages[name] else {
                    return .nothingYet
                }
                return .bytes(bytes)
            }
        }
    }
}
