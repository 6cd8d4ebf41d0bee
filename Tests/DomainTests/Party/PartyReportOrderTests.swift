import Domain
import TestKit
import Testing

/// A worker reports early, twice, late or for an earlier run; whatever the order, each run ends
/// once, as it should, and no run changes another.
@Suite struct PartyReportOrderTests {
    /// The commands of one run, of which some must come before others.
    private func commands(version: Int) -> [(command: PartyCommand, after: [Int])] {
        let a = Samples.name("a")
        let end = PartyCommand.reportEnd(a, version: version, WorkerResult(status: .success))
        let identity = WorkerIdentity(processID: Int32(100 + version), startTicks: 1)
        return [
            (.recordLaunch(a, version: version, identity), []),
            (.reportRunning(a, version: version), []),
            (end, [1]), (end, []), (.reportRunning(a, version: version), []),
            (.recordExit(a, version: version, .exited(code: 0)), [2]),
            (.recordExit(a, version: version, .gone), [5]),
        ]
    }

    /// A random order of the commands in which each comes after those it needs.
    private func shuffled(
        _ commands: [(command: PartyCommand, after: [Int])],
        using generator: inout SeededGenerator
    ) -> [PartyCommand] {
        var left = Set(commands.indices)
        var order: [PartyCommand] = []
        while !left.isEmpty {
            let ready = left.filter { commands[$0].after.allSatisfy { !left.contains($0) } }
            let next = ready.sorted().randomElement(using: &generator)!
            left.remove(next)
            order.append(commands[next].command)
        }
        return order
    }

    private func start(version: Int) -> PartyCommand {
        .startTask(
            Samples.name("a"), version: version, worker: "w\(version)", tokenDigest: "00")
    }

    @Test func tenThousandOrders() throws {
        for seed in 0..<10_000 {
            var generator = SeededGenerator(seed: UInt64(seed))
            var events: [PartyEvent] = [.created(Samples.creation(["a"])), .reserved(attempt: 1)]
            let late = shuffled(commands(version: 0), using: &generator)
            let cut = Int.random(in: 0...late.count, using: &generator)
            let first = [start(version: 0)] + shuffled(commands(version: 0), using: &generator)
            let second =
                [start(version: 1)]
                + (shuffled(commands(version: 1), using: &generator) + late.suffix(cut))
                .stableShuffle(ofLast: cut, using: &generator)
            for command in first + second {
                events += try PartyDecider.decide(command, PartyDecider.replay(events))
            }
            check(events, seed: seed)
        }
    }

    private func check(_ events: [PartyEvent], seed: Int) {
        for version in 0...1 {
            let ends = events.filter { event in
                if case .taskEnded(_, version, .success, _) = event { true } else { false }
            }
            #expect(ends.count == 1, "seed \(seed): version \(version) ended \(ends.count) times")
        }
        let bad = events.filter { event in
            if case .taskEnded(_, _, let status, _) = event { status != .success } else { false }
        }
        #expect(bad.isEmpty, "seed \(seed): \(bad)")
        let run = PartyDecider.replay(events).runs[Samples.name("a")]
        #expect(run?.version == 1, "seed \(seed)")
        #expect(run?.status == .success, "seed \(seed)")
    }
}

extension Array {
    /// Puts the last `count` items at random places among the others, keeping the others' order.
    fileprivate func stableShuffle(
        ofLast count: Int, using generator: inout SeededGenerator
    ) -> [Element] {
        var result = Array(dropLast(count))
        for item in suffix(count) {
            result.insert(item, at: Int.random(in: 0...result.count, using: &generator))
        }
        return result
    }
}
