import Domain
import Federation
import Projections
import Scheduler
import Wire

/// `job/rerun`: runs an ended job again, whole or from some components on.
enum JobRerun {
    static func answer(_ call: Call) async throws -> Reply {
        let job = try call.arguments.job()
        let components = try components(call.arguments)
        let force = call.arguments.flag("force") ?? false
        var message = "rerun job success"
        do {
            let round = try await call.site.jobs.rerun(
                job, from: components, force: force, over: call.site.federation, call.context)
            if round == nil { message += "; \(nothing)" }
        } catch JobRejection.unknownJob {
            let seat = try await JobSeat(of: job, call)
            try await call.site.federation.rerun(
                job, from: components, force: force, of: seat.party, at: seat.initiator)
        }
        try await call.site.settle()
        return .success(nil, message)
    }

    private static let nothing =
        "every component has succeeded, so nothing runs again without force"

    /// One name or several; FATE's name for the whole job counts as none.
    static func components(_ arguments: Arguments) throws(Refusal) -> [String]? {
        guard let value = arguments["component_name"] else { return nil }
        if let text = value.string { return text == wholeJob ? nil : [text] }
        let names = value.array.map { $0.compactMap(\.string) } ?? []
        guard !names.isEmpty, names.count == value.array?.count else {
            throw .argument(
                "component_name must be the name of a component or a list of them, not "
                    + value.text())
        }
        return names == [wholeJob] ? nil : names
    }

    private static let wholeJob = "pipeline"
}
