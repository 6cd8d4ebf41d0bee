import CLinux
import Glibc
import Storage
import Wire

/// Tells the site now and then that this process is at work, and ends the process when the site says
/// that its session is over.
///
/// From a thread of its own, with plain blocking calls: a component may keep all other threads busy
/// for minutes, and is not dead for that.
final class Heartbeat: Sendable {
    private let path: String
    private let authorization: String
    private let addressFile: String
    private let pauseMilliseconds: Int

    init(_ config: WorkerConfig) {
        path = "\(WorkerCalls.base(of: config.task, for: config.party))/\(WorkerCalls.beat)"
        authorization = WorkerCalls.authorization(config.token)
        addressFile = config.paths.address
        pauseMilliseconds = config.beatMilliseconds
    }

    /// Begins, after a first pause: most runs are over by then. Goes on as long as the process.
    func start() {
        // Without the thread the worker works as well; the site then never expects a beat.
        _ = OwnThread.start { self.run() }
    }

    private func run() {
        var pause = timespec(
            tv_sec: pauseMilliseconds / 1_000, tv_nsec: pauseMilliseconds % 1_000 * 1_000_000)
        while true {
            nanosleep(&pause, nil)
            // A site that is away is looked for again with the next beat.
            guard BeatCall(path: path, authorization: authorization).status(at: address) == 410
            else { continue }
            let line = Array("clotho-worker: the site says that this session is over\n".utf8)
            _ = line.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
            _exit(WorkerExitCode.sessionOver)
        }
    }

    private var address: String {
        let bytes = (try? SmallFile.read(addressFile)) ?? nil
        return String(decoding: bytes ?? [], as: UTF8.self).filter { !$0.isWhitespace }
    }
}

/// One call over a connection of its own.
private struct BeatCall {
    let path: String
    let authorization: String

    /// How long connecting, and the answer, may take.
    private static let secondsMax = 10

    /// The status of the answer; `nil` without one.
    func status(at address: String) -> Int? {
        guard let colon = address.lastIndex(of: ":") else { return nil }
        let port = String(address[address.index(after: colon)...])
        guard let connection = connect(String(address[..<colon]), port) else { return nil }
        defer { close(connection) }
        let request = Array(
            ("POST \(path) HTTP/1.1\r\nhost: \(address)\r\nauthorization: \(authorization)\r\n"
                + "content-length: 0\r\nconnection: close\r\n\r\n").utf8)
        guard send(connection, request, request.count, Int32(MSG_NOSIGNAL)) == request.count
        else { return nil }
        return status(from: connection)
    }

    private func connect(_ host: String, _ port: String) -> Int32? {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, port, &hints, &found) == 0, let found else { return nil }
        defer { freeaddrinfo(found) }
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        let connection = socket(found.pointee.ai_family, type, 0)
        guard connection >= 0 else { return nil }
        var limit = timeval(tv_sec: Self.secondsMax, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        guard Glibc.connect(connection, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0
        else {
            close(connection)
            return nil
        }
        return connection
    }

    /// The number in the first line, such as `HTTP/1.1 200 OK`.
    private func status(from connection: Int32) -> Int? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 512)
        while !bytes.contains(UInt8(ascii: "\n")), bytes.count < buffer.count {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            bytes += buffer[..<count]
        }
        let words = bytes.split(separator: UInt8(ascii: " "), maxSplits: 2)
        return words.count > 1 ? Int(String(decoding: words[1], as: UTF8.self)) : nil
    }
}
