import Glibc

/// A connection to a port of this machine, with as much of HTTP/1.1 as a benchmark needs.
final class Socket {
    private let file: Int32
    private var received: [UInt8] = []

    init(port: UInt16) throws {
        file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let file = file
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw BenchError("Nothing listens on port \(port)") }
        var isOn: Int32 = 1
        setsockopt(
            file, Int32(IPPROTO_TCP), TCP_NODELAY, &isOn, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(file) }

    func send(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else { throw BenchError("The server closed the connection") }
            rest = rest.dropFirst(count)
        }
    }

    /// Reads past a piece of text and gives what stood before it.
    ///
    /// Chunk sizes of a chunked body may be part of it; the server never cuts an event in two.
    @discardableResult
    func skip(to mark: String) throws -> String {
        let mark = Array(mark.utf8)
        var searched = 0
        while true {
            if let start = received[searched...].firstRange(of: mark)?.lowerBound {
                let before = String(decoding: received[..<start], as: UTF8.self)
                received.removeFirst(start + mark.count)
                return before
            }
            // What was searched is not searched again: the measuring must not cost what it measures.
            searched = max(0, received.count - mark.count + 1)
            try receive()
        }
    }

    /// The body of an answer with a length.
    func response() throws -> String {
        let head = try skip(to: "\r\n\r\n").lowercased()
        let lines = head.split(separator: "\r\n")
        guard let line = lines.first(where: { $0.hasPrefix("content-length:") }),
            let count = Int(line.dropFirst(15).drop { $0 == " " })
        else { throw BenchError("The answer has no length: \(head)") }
        while received.count < count { try receive() }
        defer { received.removeFirst(count) }
        return String(decoding: received[..<count], as: UTF8.self)
    }

    private func receive() throws {
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        let count = read(file, &piece, piece.count)
        guard count > 0 else { throw BenchError("The server closed the connection") }
        received += piece[..<count]
    }
}
