import EventStore

extension Transaction {
    /// What goes to the log: events that follow each other in one stream as one part, and the
    /// streams that were only read, which must not have moved either.
    var appends: [StreamAppend] {
        var versions = parts.map(\.version)
        let written = Set(decisions.map(\.part))
        var appends = parts.indices.filter { !written.contains($0) }.map {
            StreamAppend(stream: parts[$0].stream, expected: .exactly(versions[$0]), events: [])
        }
        var newest: Int?
        for decision in decisions {
            if newest == decision.part {
                appends[appends.count - 1].events.append(decision.event)
            } else {
                appends.append(
                    StreamAppend(
                        stream: parts[decision.part].stream,
                        expected: .exactly(versions[decision.part]), events: [decision.event]))
            }
            newest = decision.part
            versions[decision.part] = versions[decision.part].advanced(by: 1)
        }
        return appends
    }
}
