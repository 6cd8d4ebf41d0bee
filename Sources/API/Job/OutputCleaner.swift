import Domain
import Journal
import Projections
import Scheduler
import Storage
import Wire

/// Throws away what an ended job has left at one party of this site: rows and tables by the log, and
/// then the files that nothing refers to any more.
struct OutputCleaner {
    let site: Site

    /// - Parameter components: `nil` for all.
    /// - Throws: `PartyRejection` or `JobRejection` when the job has not ended.
    func clean(
        _ job: JobID, at party: Party, _ components: [ComponentName]?, _ context: CommandContext
    ) async throws -> CleaningReport {
        try await site.settle()
        let wanted = try await site.views.tablesReadByOpenJobs()
        let cleaned = try await site.parties.clean(
            job, at: party, components, keeping: wanted, context)
        try await site.settle()
        try await remove(cleaned.contents)
        let left = try await kept(of: job, at: party, components, wanted)
        return CleaningReport(
            components: cleaned.cleaning.components.map(\.text),
            tableCount: cleaned.cleaning.tables.count, kept: left.map(\.description).sorted())
    }

    /// Readers hand the rows of a table on as they are, so one file may belong to many tables.
    private func remove(_ contents: [TableContent]) async throws {
        let used = try await site.views.filesInUse(of: Array(Set(contents.map(\.file))))
        for content in contents where !used.contains(content.file) {
            try site.tables.remove(content)
        }
    }

    private func kept(
        of job: JobID, at party: Party, _ components: [ComponentName]?, _ wanted: Set<TableName>
    ) async throws -> [TableName] {
        guard !wanted.isEmpty else { return [] }
        let stream = StreamIdentity.party(job, party)
        let state = try await site.journal.state(of: PartyDecider.self, stream)
        let all = (state.creation?.tasks ?? []).map(\.component)
        return try site.parties.outputs(of: components ?? all, in: stream)
            .filter(wanted.contains)
    }
}
