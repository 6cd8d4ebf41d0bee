import Domain
import Journal

extension EffectRunner {
    /// Makes room for the tasks that read what a task makes.
    func makeRoom(behind task: TaskID, at party: Party) async throws {
        await launcher.expect(try await orders.next(after: task, at: party), at: party)
    }

    /// Makes room for the tasks that a waiting job begins with, at the parties of this site.
    func makeRoom(for job: JobID) async throws {
        let state = try await journal.state(of: JobDecider.self, .job(job))
        for party in state.submission?.parties ?? [] {
            await launcher.expect(try await orders.first(of: job, at: party), at: party)
        }
    }
}
