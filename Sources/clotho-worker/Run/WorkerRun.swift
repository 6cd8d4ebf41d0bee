import Components
import Domain
import Storage
import Wire

/// The run of one component, from the first report to the result document.
struct WorkerRun {
    private let config: WorkerConfig
    private let site: SiteClient
    private let outbox: Outbox
    /// A run that is over sooner is not reported as running: its end says all.
    private static let quietTime = Duration.milliseconds(25)
    private let log: WorkerLog

    init(_ config: WorkerConfig) {
        self.config = config
        site = SiteClient(config)
        outbox = Outbox(site, beatMilliseconds: config.beatMilliseconds)
        log = WorkerLog(config.task, config.paths)
    }

    /// Says in the log that the work begins.
    func begin() {
        log.info("\(config.module) of \(config.party) begins, worker \(config.worker)")
    }

    /// Works and leaves the result document, which the site reads when the worker is done; the
    /// exit code of the process.
    ///
    /// A component that fails has been run well: its error is in the result, and the code is 0.
    func perform() async -> Int32 {
        // Whoever waits for the result need not wait for its file to be made.
        let draft = try? FileDraft(of: config.paths.result, mode: 0o640)
        Heartbeat(config).start()
        let announcement = Task { [outbox] in
            try await Task.sleep(for: Self.quietTime)
            await outbox.open()
        }
        let end = await work()
        announcement.cancel()
        return leave(await delivered(end), draft)
    }

    private func leave(_ end: WorkerEnd, _ draft: consuming FileDraft?) -> Int32 {
        log.info("\(config.module) of \(config.party) ends: \(end.result.status.rawValue)")
        if !end.result.reason.isEmpty { log.error(end.result.reason) }
        do {
            let bytes = end.json.utf8(indent: 4)
            if let draft {
                try draft.publish(bytes, isDurable: false)
            } else {
                try SmallFile.replace(
                    config.paths.result, with: bytes, isDurable: false, mode: 0o640)
            }
            return WorkerExitCode.finished
        } catch {
            log.error("The result was not written: \(error)")
            return WorkerExitCode.failed
        }
    }

    private func work() async -> WorkerEnd {
        do {
            guard let component = BuiltinComponents.component(for: config.module) else {
                throw ComponentError("This worker has no module \(config.module)")
            }
            let run = try TaskFiles(config)
            let channel = SiteChannel(site: site, outbox: outbox)
            let tracker = SiteTracker(outbox: outbox, log: log)
            return try run.end(try await component.run(try run.context(channel, tracker)))
        } catch {
            return Self.failure("\(error)")
        }
    }

    /// What is true once the site has all reports, or has refused one.
    private func delivered(_ end: WorkerEnd) async -> WorkerEnd {
        do {
            try await outbox.flush()
            return end
        } catch {
            return end.result.status.isSuccess ? Self.failure("\(error)") : end
        }
    }

    private static func failure(_ reason: String) -> WorkerEnd {
        WorkerEnd(WorkerResult(status: .failed, reason: reason))
    }
}
