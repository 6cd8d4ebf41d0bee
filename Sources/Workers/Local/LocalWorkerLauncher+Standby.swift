public import Domain
import Glibc
import Scheduler
import Wire

/// A worker process that was started ahead and waits to be told which config is its own.
struct StandbyWorker: Sendable {
    let identity: WorkerIdentity
    /// The path goes in; the process closes its end once it is settled who works in the folder.
    /// When the server dies, the process reads the end of the stream and leaves.
    let line: Descriptor

    /// Gives the process its config; false when it is gone.
    func take(_ config: String) -> Bool {
        let bytes = Array("\(config)\n".utf8)
        return send(line.number, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
}

/// Starting a program and its runtime takes several milliseconds, longer than all else that a
/// short task needs. So a few workers are started while nothing waits for them.
extension LocalWorkerLauncher {
    /// The processes that wait for work, the one that has waited longest first.
    public var waiting: [WorkerIdentity] { standbys.map(\.identity) }

    /// Starts as many workers ahead as are missing. One that cannot be started is left to the
    /// next task, which says why.
    public func standBy() {
        while standbys.count < options.standbyCountMax {
            guard let standby = try? startStandby() else { return }
            standbys.append(standby)
        }
    }

    /// Fills up, one by one, whenever launches have paused: tasks that start now need the cores.
    func standBySoon() {
        refill?.cancel()
        refill = Task { [options] in
            while standbys.count < options.standbyCountMax {
                try await Task.sleep(for: .milliseconds(options.standbyPauseMilliseconds))
                guard let standby = try? startStandby() else { return }
                standbys.append(standby)
            }
        }
    }

    /// Gives the work to the process that has waited longest, as one that has just been started is
    /// not ready yet; `nil` when there is none.
    func handOver(_ paths: WorkerPaths) -> (WorkerIdentity, settled: Descriptor)? {
        while !standbys.isEmpty {
            let standby = standbys.removeFirst()
            if standby.take(paths.config) { return (standby.identity, standby.line) }
        }
        return nil
    }

    private func startStandby() throws(LaunchFailure) -> StandbyWorker {
        guard let pair = SocketPair() else { throw LaunchFailure("no file descriptor is left") }
        let start = ProcessStart(
            executable: executable,
            arguments: ["--standby-fd", "\(ProcessStart.handedDescriptor)"],
            environment: Self.environment, directory: folders.data, output: "/dev/null")
        let identity = try begin(start, handingOn: pair.other)
        return StandbyWorker(identity: identity, line: pair.own)
    }
}
