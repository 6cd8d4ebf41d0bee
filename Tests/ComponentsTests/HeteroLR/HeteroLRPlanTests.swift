import Domain
import Testing

@testable import Components

@Suite struct HeteroLRPlanTests {
    let parts = SyntheticRows.make(rows: 103, columns: [2], seed: 1)

    func plan(_ parameters: HeteroLRParameters) -> HeteroLRPlan {
        HeteroLRPlan(train: parts[0], validation: nil, parameters)
    }

    func parameters(batchSize: Int) throws -> HeteroLRParameters {
        var given = HeteroLRParameters.defaults
        given["batch_size"] = .integer(Int64(batchSize))
        return try HeteroLRParameters(given)
    }

    @Test func everyRowIsInOneBatchOfEachEpoch() throws {
        let plan = plan(try parameters(batchSize: 25))
        for epoch in 0..<3 {
            let batches = plan.batches(epoch: epoch)
            #expect(batches.map(\.count) == [20, 21, 20, 21, 21])
            #expect(batches.flatMap { $0 }.sorted() == Array(0..<103))
        }
        #expect(plan.batches(epoch: 0) != plan.batches(epoch: 1))
    }

    @Test func allRowsInOneBatchKeepTheirOrder() throws {
        let plan = plan(try parameters(batchSize: -1))
        #expect(plan.batches(epoch: 5) == [Array(0..<103)])
    }

    @Test func aPlanComesBackFromItsBytes() throws {
        let plan = plan(try parameters(batchSize: 25))
        #expect(plan.bytes.count == HeteroLRPlan.byteCount)
        #expect(try HeteroLRPlan(bytes: plan.bytes) == plan)
        #expect(try HeteroLRPlan(bytes: plan.bytes).batches(epoch: 2) == plan.batches(epoch: 2))
    }

    @Test func aPlanThatCannotBeIsRefused() throws {
        let bytes = plan(try parameters(batchSize: 25)).bytes
        #expect(throws: ComponentError.self) { try HeteroLRPlan(bytes: Array(bytes.dropLast())) }
        for place in [0, 4, 9] {
            var changed = bytes
            changed[place] = place == 4 ? 0 : 0xff
            #expect(throws: ComponentError.self) { try HeteroLRPlan(bytes: changed) }
        }
    }
}
