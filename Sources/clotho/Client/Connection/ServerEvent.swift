/// One message of a server-sent event stream.
struct ServerEvent: Equatable {
    /// The place to continue after.
    var id: String?
    /// What kind of message it is.
    var name = "message"
    var data = ""
}

/// Cuts a stream of bytes into server-sent events, as the HTML standard defines them.
struct ServerEventParser {
    private var line: [UInt8] = []
    private var event = ServerEvent()
    private var dataLines: [String] = []
    private var endsWithCarriageReturn = false

    /// Takes the next bytes and gives the events that they complete.
    mutating func feed(_ bytes: some Sequence<UInt8>) -> [ServerEvent] {
        var events: [ServerEvent] = []
        for byte in bytes {
            let isSecondHalf = endsWithCarriageReturn && byte == UInt8(ascii: "\n")
            endsWithCarriageReturn = byte == UInt8(ascii: "\r")
            if isSecondHalf { continue }
            if endsWithCarriageReturn || byte == UInt8(ascii: "\n") {
                if let event = endLine() { events.append(event) }
            } else {
                line.append(byte)
            }
        }
        return events
    }

    /// An empty line ends an event; one without data is none.
    private mutating func endLine() -> ServerEvent? {
        let text = String(decoding: line, as: UTF8.self)
        line.removeAll(keepingCapacity: true)
        guard text.isEmpty else {
            read(text)
            return nil
        }
        defer {
            event = ServerEvent(id: event.id)
            dataLines = []
        }
        guard !dataLines.isEmpty else { return nil }
        event.data = dataLines.joined(separator: "\n")
        return event
    }

    private mutating func read(_ line: String) {
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let rest = parts.count > 1 ? String(parts[1]) : ""
        let value = rest.hasPrefix(" ") ? String(rest.dropFirst()) : rest
        switch parts[0] {
        case "data": dataLines.append(value)
        case "event": event.name = value
        case "id": event.id = value
        default: break  // A comment or a field for browsers.
        }
    }
}
