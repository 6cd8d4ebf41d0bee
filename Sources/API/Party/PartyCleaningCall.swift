import Domain
import Journal
import Wire

/// The call `clean` of a job's coordinator.
///
/// FATE 1.x makes it at the end of every job, to no effect; without our member `outputs` it has none
/// here.
enum PartyCleaningCall {
    static func clean(_ own: PartyCall, _ call: Call) async throws -> Envelope {
        try await own.checkInitiator(call)
        guard call.arguments.flag(PartyBodies.outputsMember) == true else { return Envelope() }
        let names = try call.arguments.names(PartyBodies.componentsMember)
        let components = names.map { $0.compactMap { ComponentName($0) } }
        let report = try await OutputCleaner(site: call.site).clean(
            own.job, at: own.party, components, own.context(call))
        return Envelope(data: .object(report.json))
    }
}
