import Domain
import Federation
import Journal
import Projections
import Scheduler
import Wire

/// `job/clean`: throws away metrics and output tables of an ended job (FATE-Flow
/// `operation/job_clean.py`).
///
/// As in FATE-Flow what lives at this site; with `everywhere`, ours, the initiator's site asks those
/// of the other parties too. `role`, `party_id` and `component_name` narrow it down.
enum JobClean {
    static func answer(_ call: Call) async throws -> Reply {
        let job = try call.arguments.job()
        let everywhere = call.arguments.flag("everywhere") ?? false
        try await call.site.settle()
        let seats = try await seats(of: job, everywhere: everywhere, call)
        let components = try components(call.arguments)
        guard !seats.isEmpty, try await hasTasks(components, of: job, at: seats, call) else {
            throw noTask(of: job)
        }
        let cleaned = try await clean(job, seats, components, call)
        let data: JSONValue = ["parties": .array(cleaned.map { .object($0.entry) })]
        let problems = cleaned.compactMap(\.problem)
        guard problems.isEmpty else {
            throw Refusal(.federated, problems.joined(separator: "; "), data: data)
        }
        return .success(data)
    }

    /// FATE-Flow's words, and what they mean.
    private static func noTask(of job: JobID) -> Refusal {
        Refusal(
            .exception,
            "Exception('no found task'): no task of job \(job) here is of that component and party")
    }

    /// One name or several; `nil` for all components.
    private static func components(_ arguments: Arguments) throws -> [ComponentName]? {
        try JobRerun.components(arguments)?.map { text in
            guard let name = ComponentName(text) else {
                throw Refusal.argument("\(text) cannot be the name of a component")
            }
            return name
        }
    }

    /// The parties that the request is about, those of other sites for the initiator alone.
    private static func seats(
        of job: JobID, everywhere: Bool, _ call: Call
    ) async throws -> [Party] {
        let known: [Party]
        if everywhere {
            let state = try await call.site.journal.state(of: JobDecider.self, .job(job))
            guard let submission = state.submission else { throw try await elsewhere(job, call) }
            known = submission.parties
        } else {
            known = try await call.site.views.parties(of: job)
        }
        let (role, id) = (call.arguments.text("role"), call.arguments.text("party_id"))
        return known.filter {
            $0.role.rawValue == role ?? $0.role.rawValue
                && $0.id.description == id ?? $0.id.description
        }
    }

    private static func elsewhere(_ job: JobID, _ call: Call) async throws -> Refusal {
        guard let seat = try? await JobSeat(of: job, call) else {
            return noTask(of: job)
        }
        return Refusal(
            .operating,
            "job \(job) is \(seat.initiator)'s; have it cleaned everywhere from that site, or here "
                + "without everywhere")
    }

    /// Whether some party that lives here has one of the components; of others nobody knows.
    private static func hasTasks(
        _ components: [ComponentName]?, of job: JobID, at seats: [Party], _ call: Call
    ) async throws -> Bool {
        guard let components else { return true }
        for party in seats {
            guard try await call.site.federation.isHere(party) else { return true }
            let state = try await call.site.journal.state(
                of: PartyDecider.self, .party(job, party))
            if components.contains(where: { state.plan(of: $0) != nil }) { return true }
        }
        return false
    }

    /// What is gone at one party, and what kept another site from it.
    private struct Cleaned {
        let entry: JSONObject
        var problem: String?
    }

    /// Cleans at all parties, in their order: one after the other at this site, where they may share a
    /// table, and meanwhile at all other sites at once, as one that is away takes its time.
    private static func clean(
        _ job: JobID, _ parties: [Party], _ components: [ComponentName]?, _ call: Call
    ) async throws -> [Cleaned] {
        try await withThrowingTaskGroup(of: (Party, Cleaned).self) { group in
            var cleaned: [Party: Cleaned] = [:]
            var here: [Party] = []
            for party in parties {
                if try await call.site.federation.isHere(party) {
                    here.append(party)
                } else {
                    group.addTask {
                        (party, try await cleanElsewhere(job, party, components, call))
                    }
                }
            }
            for party in here {
                let report = try await OutputCleaner(site: call.site).clean(
                    job, at: party, components, call.context)
                cleaned[party] = Cleaned(entry: name(party).joined(with: report.json))
            }
            for try await (party, entry) in group { cleaned[party] = entry }
            return parties.compactMap { cleaned[$0] }
        }
    }

    private static func name(_ party: Party) -> JSONObject {
        ["party": .string(party.description)]
    }

    private static func cleanElsewhere(
        _ job: JobID, _ party: Party, _ components: [ComponentName]?, _ call: Call
    ) async throws -> Cleaned {
        func problem(_ text: String) -> Cleaned {
            Cleaned(entry: name(party).joined(with: ["problem": .string(text)]), problem: text)
        }
        do {
            guard let report = try await call.site.federation.clean(job, at: party, components)
            else {
                return problem("the site of \(party) does not clean for others; ask it to do so")
            }
            return Cleaned(entry: name(party).joined(with: report.json))
        } catch {
            guard let refusal = Refusal(error) else { throw error }
            return problem(refusal.envelope.message)
        }
    }
}

extension JSONObject {
    fileprivate func joined(with other: JSONObject) -> JSONObject {
        var joined = self
        for (name, value) in other { joined[name] = value }
        return joined
    }
}
