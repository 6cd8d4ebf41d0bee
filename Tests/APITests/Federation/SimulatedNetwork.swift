import Federation
import HTTPTypes
import Synchronization
import TestKit

/// A network between sites of one process: loses, delays and repeats what it carries, by a seed.
final class SimulatedNetwork: PartyTransport {
    /// What goes wrong, in percent of the calls.
    struct Faults: Sendable {
        var lostCalls = 0
        var lostAnswers = 0
        var repeated = 0
        var delayMillisecondsMax: Int64 = 0
    }

    struct Unreachable: Error {}

    /// What a test may do to a call.
    enum Verdict: Hashable, Sendable {
        case carry
        /// The connection is refused at once.
        case refuse
        /// The call gets lost.
        case lose
        /// The call arrives, and its answer gets lost.
        case loseAnswer
        /// The call does not arrive; somebody answers it with this.
        case answer(String)
    }

    fileprivate struct State {
        var sites: [String: TestAPI] = [:]
        var generator: SeededGenerator
        var faults: Faults
        var judge: @Sendable (PartyRequest, String) -> Verdict = { _, _ in .carry }
        var atWork = 0
        var carried: [String] = []
    }

    private let state: Mutex<State>
    private let clock: VirtualClock

    init(seed: UInt64, faults: Faults = Faults(), clock: VirtualClock) {
        state = Mutex(State(generator: SeededGenerator(seed: seed), faults: faults))
        self.clock = clock
    }

    func add(_ site: TestAPI, at address: String) { state.withLock { $0.sites[address] = site } }

    /// Decides about calls from now on, by the call and the address.
    func judge(_ judge: @escaping @Sendable (PartyRequest, String) -> Verdict) {
        state.withLock { $0.judge = judge }
    }

    /// The network has no more faults from now on.
    func heal() {
        state.withLock { state in
            state.faults = Faults()
            state.judge = { _, _ in .carry }
        }
    }

    /// The paths of the calls that have arrived somewhere.
    var carried: [String] { state.withLock { $0.carried } }

    /// Whether a site is at work on a call.
    var isBusy: Bool { state.withLock { $0.atWork > 0 } }

    func post(_ request: PartyRequest, to address: String) async throws -> PartyResponse {
        let fate = state.withLock { state in
            (
                verdict: state.judge(request, address),
                delay: Int64.random(
                    in: 0...state.faults.delayMillisecondsMax, using: &state.generator),
                isLost: state.roll(state.faults.lostCalls),
                isAnswerLost: state.roll(state.faults.lostAnswers),
                isRepeated: state.roll(state.faults.repeated)
            )
        }
        if fate.verdict == .refuse { throw Unreachable() }
        if fate.delay > 0 { await clock.wait(milliseconds: fate.delay) }
        if case .answer(let body) = fate.verdict {
            return PartyResponse(status: 200, body: Array(body.utf8))
        }
        if fate.verdict == .lose || fate.isLost { return try await silence() }
        if fate.isRepeated {
            // The second one comes late and on its own; nobody waits for its answer.
            Task {
                await clock.wait(milliseconds: 3 * fate.delay + 1)
                _ = try? await carry(request, to: address)
            }
        }
        let response = try await carry(request, to: address)
        return fate.isAnswerLost || fate.verdict == .loseAnswer ? try await silence() : response
    }

    private func carry(_ request: PartyRequest, to address: String) async throws -> PartyResponse {
        let site = state.withLock { state in
            state.atWork += 1
            state.carried.append(request.path)
            return state.sites[address]
        }
        defer { state.withLock { $0.atWork -= 1 } }
        guard let site else { throw Unreachable() }
        var headers: HTTPFields = [.contentType: request.contentType]
        for (name, value) in request.headers {
            HTTPField.Name(name).map { headers[$0] = value }
        }
        let answer = try await site.ask(.post, request.path, request.body, headers: headers)
        return PartyResponse(status: answer.status, body: answer.body)
    }

    /// Nothing comes until the caller's patience is over.
    private func silence() async throws -> PartyResponse {
        while !Task.isCancelled { await clock.wait(milliseconds: 3_600_000) }
        throw CancellationError()
    }
}

extension SimulatedNetwork.State {
    fileprivate mutating func roll(_ percent: Int) -> Bool {
        Int.random(in: 0..<100, using: &generator) < percent
    }
}
