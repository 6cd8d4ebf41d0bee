import Domain
import Storage

@testable import Components

/// Runs `HeteroLR` at a guest, hosts and an arbiter in one process.
struct RegressionBench {
    /// What a party brings.
    struct Seat: Sendable {
        var party: Party
        var train: Instances?
        var validation: Instances?
        var test: Instances?
        var model: ModelArtifact?
    }

    struct Outcome: Sendable {
        var result: TaskResult
        var tracker: MemoryTracker

        var model: HeteroLRModel {
            get throws { try HeteroLRModel(result.model!) }
        }

        /// The losses as the site gets them.
        var losses: [Double] {
            tracker.report.points.filter { $0.name == "loss" }
                .flatMap { $0.points.compactMap(\.value.double) }
        }
    }

    let bench: Bench

    init() throws { bench = try Bench() }

    func run(_ seats: [Seat], _ parameters: JSONObject) async throws -> [Party: Outcome] {
        let all = seats + [Seat(party: .arbiter)]
        let parameters = bench.parameters("HeteroLR", parameters)
        return try await withThrowingTaskGroup(of: (Party, Outcome).self) { group in
            for seat in all {
                let tracker = MemoryTracker()
                let context = try context(seat, all.map(\.party), parameters, tracker)
                group.addTask {
                    try HeteroLR.check(parameters, for: seat.party.role)
                    let result = try await HeteroLR.run(context)
                    return (seat.party, Outcome(result: result, tracker: tracker))
                }
            }
            var outcomes: [Party: Outcome] = [:]
            for try await (party, outcome) in group { outcomes[party] = outcome }
            return outcomes
        }
    }

    /// The guest's predictions.
    func predictions(_ outcomes: [Party: Outcome]) throws -> [Prediction] {
        try bench.tables.predictions(outcomes[.guest]!.result.tables[0])
    }

    private func context(
        _ seat: Seat, _ parties: [Party], _ parameters: JSONObject, _ tracker: MemoryTracker
    ) throws -> TaskContext {
        var inputs: [String: [InputTable]] = [:]
        for (key, instances) in [
            ("train_data", seat.train), ("validate_data", seat.validation),
            ("test_data", seat.test),
        ] {
            guard let instances else { continue }
            let content = try bench.tables.write(instances, partitions: 4)
            let name = TableName(namespace: "experiment", name: key)!
            inputs[key] = [InputTable(name: name, source: "intersection_0", content: content)]
        }
        return TaskContext(
            task: TaskID(
                job: JobID("202611210000000000001")!, component: ComponentName("hetero_lr_0")!,
                version: 0),
            module: "HeteroLR", party: seat.party, parties: parties, parameters: parameters,
            inputs: inputs, models: seat.model.map { ["model": [$0]] } ?? [:],
            outputNames: ["train"], channel: MemoryChannel(board: bench.board, party: seat.party),
            tracker: tracker, tables: bench.tables)
    }
}

extension Party {
    static let arbiter = Party(.arbiter, PartyID(10000))
}
