import Federation
import TestKit

/// The network between the sites of a world. It loses, repeats, delays and reorders calls and
/// answers, and parts of it may be cut off from others.
final class WorldNetwork: @unchecked Sendable {
    /// The connection was refused.
    struct Refused: Error {}

    // Only the world's thread touches it.
    private unowned let world: World
    private let processor: Processor
    private var random: SeededGenerator
    private var faults: NetworkFaults
    /// Pairs of sites between which nothing passes, in this direction.
    private var cuts: Set<[Int]> = []
    /// What the lying site makes of what passes by it.
    private var liar: Liar?
    /// How many calls were sent, and the last of them that has arrived.
    private var (sent, arrived) = (0, 0)

    init(_ world: World) {
        self.world = world
        processor = Processor(world.scheduler)
        random = SeededGenerator(seed: world.plan.seed ^ 0x4E45_5457)
        faults = world.plan.network
        liar = world.plan.liar.map { Liar(station: $0, seed: world.plan.seed) }
    }

    /// Nothing goes wrong from now on; what was lost stays lost.
    func heal() {
        faults = NetworkFaults()
        cuts = []
        liar?.isQuiet = true
    }

    /// Cuts sites off from the others, in one direction or both.
    func cut(_ some: Set<Int>, both: Bool) {
        for inside in some {
            for outside in world.stations.map(\.index) where !some.contains(outside) {
                cuts.insert([inside, outside])
                if both { cuts.insert([outside, inside]) }
            }
        }
    }

    func mend() { cuts = [] }

    /// What the lying site says without being asked; `nil` where nobody lies.
    func forgery() -> Liar.Forgery? { liar?.forgery(in: world) }

    /// Carries a call; waits for its answer as long as the caller's task is not cancelled.
    func carry(
        _ request: PartyRequest, from station: Station, to address: String
    ) async throws -> PartyResponse {
        guard let target = world.stations.first(where: { $0.address == address }) else {
            throw Refused()
        }
        if roll(faults.refused, .refusedCall) { throw Refused() }
        if world.plan.sabotage == .losesEnds, request.path.contains("/status/") { throw Refused() }
        let twisted = liar?.twist(request, from: station.index) ?? request
        if twisted.body != request.body { world.suffered(.lie) }
        let answer = Promise<PartyResponse>()
        send(twisted, from: station, to: target) { answer.resolve($0) }
        if roll(faults.repeated, .repeatedCall) {
            send(twisted, from: station, to: target, isLate: true) { _ in }
        }
        return try await answer.value()
    }

    private func send(
        _ request: PartyRequest, from station: Station, to target: Station, isLate: Bool = false,
        _ reply: @escaping @Sendable (Result<PartyResponse, any Error>) -> Void
    ) {
        let (there, back) = (delay() * (isLate ? 5 : 1), delay())
        let isLost = roll(faults.lostCalls, .lostCall)
        let isAnswerLost = roll(faults.lostAnswers, .lostAnswer)
        if there + back > 0 { world.suffered(.delayedCall) }
        sent += 1
        let number = sent
        Task(executorPreference: processor) {
            if there > 0 { await self.world.clock.wait(milliseconds: there) }
            if isLost || self.isCut(station, target) { return }
            if number < self.arrived { self.world.suffered(.lateCall) }
            self.arrived = max(self.arrived, number)
            guard let server = target.server else { return reply(.failure(Refused())) }
            let result: Result<PartyResponse, any Error>
            do {
                result = .success(
                    try await server.call { await PartyRoutes.answer(request, at: $0) }.value())
            } catch let error as ConnectionLost where error.isSilent {
                return
            } catch {
                result = .failure(error)
            }
            if back > 0 { await self.world.clock.wait(milliseconds: back) }
            if isAnswerLost || self.isCut(target, station) { return }
            reply(result.map { self.liar?.twist($0, of: request, from: target.index) ?? $0 })
        }
    }

    private func isCut(_ from: Station, _ to: Station) -> Bool {
        cuts.contains([from.index, to.index])
    }

    private func delay() -> Int64 {
        Int64.random(in: 0...faults.delayMillisecondsMax, using: &random)
    }

    private func roll(_ percent: Int, _ trouble: Trouble) -> Bool {
        guard Int.random(in: 0..<100, using: &random) < percent else { return false }
        world.suffered(trouble)
        return true
    }
}
