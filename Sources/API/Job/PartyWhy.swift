import Domain
import Journal
import Projections
import Scheduler

/// What the parties of this site wait for in a job that another site coordinates.
///
/// Whether it starts is decided there; what is known here is what each party holds for it, which of
/// its components have not begun, and whether that site answers.
struct PartyWhy {
    private let job: JobID
    private let parties: [(party: Party, state: PartyState, creation: PartyCreation)]
    /// Why a party waits whose coordinator does not answer; nothing of it is on the log.
    private var silences: [Party: JSONObject] = [:]

    /// - Throws: `JobRejection.unknownJob` when no party of this site has a part in the job.
    init(_ job: JobID, _ call: Call) async throws {
        self.job = job
        var parties: [(party: Party, state: PartyState, creation: PartyCreation)] = []
        for party in try await call.site.views.parties(of: job) {
            let state = try await call.state(of: PartyDecider.self, .party(job, party))
            if let creation = state.creation { parties.append((party, state, creation)) }
        }
        guard !parties.isEmpty else { throw JobRejection.unknownJob }
        self.parties = parties
        guard call.moment == nil else { return }
        for wait in try await call.site.coordinators.lasting(in: call.site.journal)
        where wait.holder.job == job {
            silences[wait.holder.party] = wait.waitReason
        }
    }

    /// The answer, in the shape of the coordinator's.
    var json: JSONObject {
        [
            "job_id": .string(job.text), "status": .string(parties[0].state.status.rawValue),
            "reason": "", "queue": .null, "reasons": .array(reasons), "tasks": .array(tasks),
        ]
    }

    private var reasons: [JSONValue] {
        parties.compactMap { party, state, creation in
            if let silence = silences[party] { return .object(silence) }
            guard !state.status.isEnd, state.status != .running else { return nil }
            let cores = creation.need.cores
            let holds = state.reservedAttempt == nil ? "holds nothing" : "holds \(cores) cores"
            return elsewhere(
                party, creation, "starts it; \(party) \(holds) for it", wanted: cores)
        }
    }

    private var tasks: [JSONValue] {
        parties.filter { !$0.state.status.isEnd }.flatMap { party, state, creation in
            creation.tasks.filter { plan in
                // A run of an earlier version is over.
                (state.runs[plan.component]?.version ?? -1) < state.version(of: plan.component)
            }.map { plan in
                [
                    "component": .string(plan.component.text),
                    "reasons": [elsewhere(party, creation, "decides what starts")],
                ]
            }
        }
    }

    private func elsewhere(
        _ party: Party, _ creation: PartyCreation, _ what: String, wanted: Int? = nil
    ) -> JSONValue {
        [
            "code": "elsewhere", "party": .string(party.description),
            "unit": wanted == nil ? .null : "cores",
            "wanted": wanted.map { .integer(Int64($0)) } ?? .null, "available": .null,
            "held_by": [], "since": .null,
            "text": .string("the site of \(creation.initiator) coordinates the job and \(what)"),
            "change": .string("what that site says: clotho job why \(job) there"),
        ]
    }
}
