import Domain
import Journal
import Scheduler
import TestKit

@testable import API

/// What people do with a job that was accepted, whatever became of it.
enum Afterthought: CaseIterable {
    case note
    case clean
    case inherit

    /// Some of them, in any order, some of them twice.
    static func some(using random: inout SeededGenerator) -> [Afterthought] {
        (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
            allCases.randomElement(using: &random)
        }
    }
}

/// What a party's site may show as the notes of a job.
struct NotesKept {
    /// What it has acknowledged last.
    var acknowledged = ""
    /// What was sent since then and not acknowledged: the site was killed meanwhile.
    var possible: Set<String> = []

    func allows(_ notes: String) -> Bool { notes == acknowledged || possible.contains(notes) }
}

extension Users {
    func follow(_ thought: Afterthought, _ id: JobID, _ job: RandomJob) async {
        switch thought {
        case .note: await note(id, job)
        case .clean: await clean(id, job)
        case .inherit: await inherit(from: id, job)
        }
    }

    /// At the site of any party.
    private func note(_ id: JobID, _ job: RandomJob) async {
        guard let (party, server) = seat(of: job) else { return }
        let text = ["", "look at c0", "the second try"].randomElement(using: &random) ?? ""
        let holder = ResourceHolder(job: id, party: party)
        do {
            try await server.call { site in
                try await site.jobs.note(text, of: id, at: [party], Self.context(site))
            }.value()
            notes[holder] = NotesKept(acknowledged: text)
            world.trace("\(party) keeps notes of \(id)")
        } catch is ConnectionLost {
            notes[holder, default: NotesKept()].possible.insert(text)
        } catch {
            world.trace("\(party) keeps no notes of \(id): \(error)")
        }
    }

    /// At the site of any party; one whose job has not ended refuses.
    private func clean(_ id: JobID, _ job: RandomJob) async {
        guard let (party, server) = seat(of: job) else { return }
        let names: [ComponentName]? =
            Bool.random(using: &random) ? nil : [Samples.name(job.components[0])]
        do {
            let cleaned = try await server.call { site in
                try await site.parties.clean(
                    id, at: party, names, keeping: [], Self.context(site))
            }.value()
            world.trace("\(party) cleans \(id): \(cleaned.cleaning.tables.count) tables")
        } catch {
            world.trace("\(party) cleans nothing of \(id): \(error)")
        }
    }

    /// The same job once more, with some of its components taken over.
    private func inherit(from id: JobID, _ job: RandomJob) async {
        let count = Int.random(in: 1...job.components.count, using: &random)
        _ = await submit(job, job.conf(inheriting: count, from: id.text))
    }

    private func seat(of job: RandomJob) -> (Party, Server)? {
        guard let party = job.parties.randomElement(using: &random),
            let server = world.stations.first(where: { $0.party == party.id })?.server
        else { return nil }
        return (party, server)
    }

    private static func context(_ site: Site) -> CommandContext {
        CommandContext(actor: "user", correlationID: "request", now: site.clock.now())
    }
}
