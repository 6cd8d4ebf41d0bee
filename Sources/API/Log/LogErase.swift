public import Domain
public import EventStore
import Foundation
import Journal
import Projections
import Wire

/// `POST /v1/log/erase`: destroys the payloads of the events of `job`, `subject` or `type`, for a
/// `reason` that stays on the log; with `dry_run` it only says how many there are.
enum LogErase {
    static func answer(_ call: Call) async throws -> Reply {
        let (site, arguments) = (call.site, call.arguments)
        let eraser = Eraser(site.journal)
        let erasure = try await eraser.plan(
            try selection(arguments), reason: arguments.text("reason") ?? "")
        if arguments.flag("dry_run") == true { return .success(erasure.json(position: nil)) }
        let position = try await eraser.erase(erasure, call.context)
        if case .job(let job) = erasure.selection { try removeFiles(of: job, site.directories) }
        try await site.projector.forgetErased()
        return .success(erasure.json(position: position))
    }

    private static func selection(_ arguments: Arguments) throws -> ErasureSelection {
        let given = ["job", "subject", "type"].filter { arguments[$0] != nil }
        guard given.count == 1 else {
            throw Refusal.argument("give one of job, subject and type, to say what to erase")
        }
        let text = try arguments.requiredText(given[0])
        guard let selection = ErasureSelection(kind: given[0], text: text) else {
            throw Refusal.argument("\(text) cannot be a \(given[0])")
        }
        return selection
    }

    /// The files in which a job's DSL and conf stand once more, and what its workers wrote.
    private static func removeFiles(of job: JobID, _ directories: SiteDirectories) throws {
        for folder in [directories.jobs, directories.jobLogs] {
            let path = "\(folder)/\(job)"
            guard FileSystem.isDirectory(path) else { continue }
            try FileManager.default.removeItem(atPath: path)
        }
    }
}

extension Erasure {
    /// What was erased, as clients read it.
    public func json(position: Position?) -> JSONValue {
        [
            "kind": .string(selection.kind), "selection": .string(selection.text),
            "reason": .string(reason), "events": .integer(Int64(clamping: count)),
            "position": position.map { .integer(Int64(clamping: $0.number)) } ?? .null,
        ]
    }
}
