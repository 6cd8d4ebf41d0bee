import Glibc
import LogFloor

/// A Redis server of our own that flushes every command to the disk we measure.
struct RedisServer {
    private let processID: pid_t
    private let port: Int
    private let directory: String

    /// Starts one; `nil` where `redis-server` is not installed.
    static func start() throws -> RedisServer? {
        let parent = getenv("BENCH_DIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/redis-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("mkdtemp failed: \(errno)") }
        let directory = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        let port = 20_000 + Int(getpid() % 20_000)
        let words = [
            "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--dir", directory,
            "--appendonly", "yes", "--appendfsync", "always", "--save", "", "--logfile",
            directory + "/log", "--auto-aof-rewrite-percentage", "0",
        ]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        // This runs on a thread that blocks signals, and a child inherits that: it would not end.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var processID = pid_t()
        let code = posix_spawnp(
            &processID, "redis-server", nil, &attributes, arguments, environ)
        guard code == 0 else {
            rmdir(directory)
            return nil
        }
        let server = RedisServer(processID: processID, port: port, directory: directory)
        server.waitUntilReady()
        return server
    }

    /// As many clients, each with one append under way at a time, of the same bytes.
    func round(_ clients: Int, _ each: Int, _ records: FloorRecords) -> ConcurrencyBench.Round {
        var latencies = [Double](repeating: 0, count: clients * each)
        let time = records.withBytes { bytes, ends, count in
            streams_append(Int32(port), Int32(clients), Int32(each), bytes, ends, count, &latencies)
        }
        precondition(time > 0, "the Redis server went away")
        return ConcurrencyBench.Round(rate: Double(clients * each) / time, latencies: latencies)
    }

    func stop() {
        kill(processID, SIGTERM)
        var status: Int32 = 0
        waitpid(processID, &status, 0)
        removeDirectory(directory)
    }

    private func waitUntilReady() {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        while true {
            let probe = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            let code = withUnsafePointer(to: address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(probe, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            close(probe)
            if code == 0 { return }
            usleep(10_000)
        }
    }
}
