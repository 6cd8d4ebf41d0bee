import Domain
import Journal

extension PartyService {
    /// What is wrong when the parties that live here ask for more together than there is: they draw
    /// from one engine, so the job would wait for ever.
    func excessTogether(
        of specification: JobSpecification, at party: Party
    ) async throws -> [JobFinding] {
        let routing = try await journal.routing()
        let state = try await journal.state(of: EngineDecider.self, .engine(engine))
        let total = state.counted(state.total)
        var (sum, names) = (ResourceAmount.zero, [String]())
        for other in specification.parties where routing.isHere(other) {
            let need = try await need(of: specification, at: other).need.amount
            guard need != .zero else { continue }
            // What one party asks for beyond this is refused anyway, and the sum fits an `Int`.
            sum += ResourceAmount(
                cores: min(need.cores, 1 << 50), memory: min(need.memory, 1 << 50))
            names.append(other.description)
        }
        let parties = names.joined(separator: ", ")
        return [
            sum.cores > total.cores
                ? JobFinding(
                    .coresNever, party: party, wanted: .integer(Int64(sum.cores)),
                    available: .integer(Int64(total.cores)),
                    text: "the engine has \(total.cores) cores, but \(parties) together ask for "
                        + "\(sum.cores)", change: "lower task_cores or task_parallelism") : nil,
            total.memory > 0 && sum.memory > total.memory
                ? JobFinding(
                    .memoryNever, party: party, wanted: .integer(Int64(sum.memory)),
                    available: .integer(Int64(total.memory)),
                    text: "the engine has \(total.memory) bytes of memory, but \(parties) together "
                        + "ask for \(sum.memory)",
                    change: "lower task_memory or task_parallelism") : nil,
        ].compactMap(\.self)
    }
}
