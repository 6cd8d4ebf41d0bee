public import Domain
import Glibc
public import Scheduler
import Wire

/// A worker process that was started ahead and waits to be told which config is its own.
struct StandbyWorker: Sendable {
    let identity: WorkerIdentity
    /// When the server dies, the process reads the end of the stream and leaves.
    let line: WorkerLine
}

/// Starting a program and its runtime takes several milliseconds, longer than all else that a
/// short task needs. So a fork server is started once, and a few of its copies wait.
extension LocalWorkerLauncher {
    /// The processes that wait for work, the one that has waited longest first.
    public var waiting: [WorkerIdentity] { standbys.map(\.identity) }

    /// Lets workers wait until none is missing.
    /// - Throws: `LaunchFailure` when no copies can be made; each task then starts its own process.
    public func standBy() async throws(LaunchFailure) {
        while standbys.count < options.standbyCountMax { standbys.append(try await startStandby()) }
    }

    /// Fills up in a moment: the task that starts now needs the cores.
    func standBySoon() {
        guard refill == nil else { return }
        refill = Task { [options] in
            try? await Task.sleep(for: .milliseconds(options.standbyPauseMilliseconds))
            try? await standBy()
            refill = nil
        }
    }

    /// Gives the work to the process that has waited longest, or to a new copy when none waits;
    /// `nil` when there is no fork server.
    func handOver(_ paths: WorkerPaths) async -> (WorkerIdentity, WorkerLine)? {
        guard options.standbyCountMax > 0 else { return nil }
        while !standbys.isEmpty {
            let standby = standbys.removeFirst()
            if standby.line.take(paths.config) { return (standby.identity, standby.line) }
        }
        guard let standby = try? await startStandby(), standby.line.take(paths.config)
        else { return nil }
        return (standby.identity, standby.line)
    }

    /// A copy of the fork server, or of a new one when the last has ended.
    private func startStandby() async throws(LaunchFailure) -> StandbyWorker {
        let known = forkServer
        if let standby = try await standby(of: known) { return standby }
        // Of many that see it gone one starts the next.
        if forkServer?.identity == known?.identity { try startForkServer() }
        if let standby = try await standby(of: forkServer) { return standby }
        forkServerPauseEnd = .now + .seconds(options.forkServerPauseSeconds)
        throw LaunchFailure("\(executable) --fork-server-fd ended before it made a worker")
    }

    private func standby(of server: ForkServer?) async throws(LaunchFailure) -> StandbyWorker? {
        guard let (processID, line) = try await server?.fork() else { return nil }
        return StandbyWorker(identity: try watchChild(processID), line: WorkerLine(line))
    }

    private func startForkServer() throws(LaunchFailure) {
        if let end = forkServerPauseEnd, .now < end {
            throw LaunchFailure("the last fork server made no worker; the next try comes later")
        }
        guard let pair = SocketPair() else { throw LaunchFailure("no file descriptor is left") }
        let start = ProcessStart(
            executable: executable,
            arguments: ["--fork-server-fd", "\(ProcessStart.handedDescriptor)"],
            // All symbols are looked up once, and not in each copy.
            environment: Self.environment + ["LD_BIND_NOW=1"], directory: folders.data,
            output: "/dev/null")
        let processID = try start.run(handingOn: pair.other)
        forkServer = ForkServer(identity: try watchChild(processID), line: pair.own)
    }
}
