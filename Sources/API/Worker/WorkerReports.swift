import Domain
import Scheduler
import Wire

/// What a worker reports of its task.
enum WorkerReports {
    static func running(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        try await call.site.workers.running(own.task, own.party)
        if call.arguments[WorkerCalls.beatPause] != nil {
            try await call.site.workers.beat(own.task, own.party)
        }
        return .success()
    }

    static func beat(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        try await call.site.workers.beat(own.task, own.party)
        return .success()
    }

    static func metrics(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        let points = try MetricPoints(.object(call.arguments.members))
        try await call.site.workers.log(points, of: own.task, own.party)
        return .success()
    }

    static func metricMeta(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        let meta = try MetricMeta(.object(call.arguments.members))
        try await call.site.workers.describe(meta, of: own.task, own.party)
        return .success()
    }

    static func progress(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        let progress = try WorkerProgress(.object(call.arguments.members))
        try await call.site.workers.progress(progress.percent, of: own.task, own.party)
        return .success()
    }

    static func end(_ call: Call) async throws -> Reply {
        let own = try await WorkerCall(authorizing: call)
        let end = try WorkerEnd(.object(call.arguments.members))
        let table = end.namedTable.map { (name: $0.name, content: $0.content) }
        let ending = WorkerEnding(end.result, namedTable: table)
        try await call.site.workers.end(ending, of: own.task, own.party)
        return .success()
    }
}
