import Glibc

/// Reads a `multipart/form-data` body (RFC 7578) as its bytes arrive, in pieces of any size.
///
/// It keeps no more than the headers of one part, or what may be the beginning of a boundary.
struct MultipartParser {
    /// What the next bytes turned out to be.
    enum Event: Hashable, Sendable {
        /// A part begins.
        case part(MultipartHeader)
        /// More of its content.
        case content([UInt8])
        /// The part is complete.
        case partEnd
    }

    private enum State { case preamble, afterBoundary, headers, content, epilogue }

    /// The most bytes that the headers of one part may have.
    static let headerBytesMax = 16 << 10

    private let delimiter: [UInt8]
    private var state = State.preamble
    /// What was not understood yet, from `start` on. The first boundary may open the body; a line
    /// end in front of it makes it like the others.
    private var buffer: [UInt8] = Array("\r\n".utf8)
    private var start = 0

    init(boundary: String) { delimiter = Array("\r\n--\(boundary)".utf8) }

    /// Takes the next bytes of the body.
    mutating func feed(_ bytes: some Collection<UInt8>) throws(MultipartError) -> [Event] {
        buffer.removeFirst(start)
        start = 0
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        while try step(&events) {}
        return events
    }

    /// Says that the body is over.
    /// - Throws: when the closing boundary has not come: the connection was cut.
    func finish() throws(MultipartError) {
        guard state == .epilogue else {
            throw MultipartError("the form ends before its closing boundary; send it again")
        }
    }

    /// Whether another step may be possible with the bytes at hand.
    private mutating func step(_ events: inout [Event]) throws(MultipartError) -> Bool {
        switch state {
        case .preamble: return skipToBoundary()
        case .afterBoundary: return try endBoundaryLine()
        case .headers: return try readHeaders(&events)
        case .content: return readContent(&events)
        case .epilogue:
            start = buffer.count
            return false
        }
    }

    private mutating func skipToBoundary() -> Bool {
        guard let place = buffer.firstRange(of: delimiter, from: start) else {
            start = max(start, buffer.count - delimiter.count + 1)
            return false
        }
        start = place + delimiter.count
        state = .afterBoundary
        return true
    }

    /// `--` ends the form; only blanks may stand between a boundary and the end of its line. The
    /// line end stays, so that headers always have one in front.
    private mutating func endBoundaryLine() throws(MultipartError) -> Bool {
        let rest = buffer[start...]
        if rest.starts(with: "--".utf8) {
            state = .epilogue
            return true
        }
        guard rest.count >= 2 else { return false }
        let blanks = rest.prefix { $0 == 0x20 || $0 == 0x09 }.count
        start += blanks
        guard buffer.count - start >= 2 else { return false }
        guard buffer[start...].starts(with: "\r\n".utf8) else {
            throw MultipartError("a boundary of the form is followed by text on its line")
        }
        state = .headers
        return true
    }

    private mutating func readHeaders(_ events: inout [Event]) throws(MultipartError) -> Bool {
        let end = buffer.firstRange(of: Array("\r\n\r\n".utf8), from: start)
        guard (end ?? buffer.count) - start <= Self.headerBytesMax else {
            throw MultipartError(
                "the headers of a part are longer than \(Self.headerBytesMax) bytes")
        }
        guard let end else { return false }
        events.append(.part(try MultipartHeader(buffer[start..<end])))
        start = end + 4
        state = .content
        // The boundary of a part without content may begin with the line end of the headers.
        if buffer[start...].starts(with: delimiter.dropFirst(2)) { start -= 2 }
        return true
    }

    private mutating func readContent(_ events: inout [Event]) -> Bool {
        let place = buffer.firstRange(of: delimiter, from: start)
        let end = place ?? max(start, buffer.count - delimiter.count + 1)
        if end > start { events.append(.content(Array(buffer[start..<end]))) }
        start = end
        guard place != nil else { return false }
        events.append(.partEnd)
        start += delimiter.count
        state = .afterBoundary
        return true
    }
}

extension [UInt8] {
    /// Where `bytes` begin for the first time from `start` on.
    fileprivate func firstRange(of bytes: [UInt8], from start: Int) -> Int? {
        withUnsafeBytes { own in
            guard let base = own.baseAddress else { return nil }
            var place = start
            while place + bytes.count <= own.count {
                guard let found = memchr(base + place, Int32(bytes[0]), own.count - place) else {
                    return nil
                }
                place = UnsafeRawPointer(found) - base
                if own[place...].starts(with: bytes) { return place }
                place += 1
            }
            return nil
        }
    }
}
