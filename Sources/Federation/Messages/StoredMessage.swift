import Domain

/// A message in the spool.
struct StoredMessage: Hashable, Sendable {
    /// The name of its file; numbers are never used twice while the hub lives.
    let number: Int
    /// Its length without the header.
    let byteCount: Int
}

/// The first line of a message's file: a JSON object that says what the bytes behind it are, so
/// that `head -qn1 transfer/*/*.message` shows what a site keeps for whom.
struct MessageHeader: Hashable, Sendable {
    let address: MessageAddress
    let byteCount: Int

    var line: [UInt8] {
        let task = address.receiver.task
        let members: JSONObject = [
            "job": .string(task.job.text), "component": .string(task.component.text),
            "version": .integer(Int64(task.version)), "from": .string(address.from.description),
            "to": .string(address.receiver.party.description), "name": .string(address.name),
            "tag": .string(address.tag), "bytes": .integer(Int64(byteCount)),
        ]
        return JSONValue.object(members).utf8() + [UInt8(ascii: "\n")]
    }

    init(address: MessageAddress, byteCount: Int) {
        self.address = address
        self.byteCount = byteCount
    }

    /// Reads a line without its end; `nil` for anything that `line` does not write.
    init?(line: some Sequence<UInt8>) {
        guard let members = try? JSONValue(parsing: line).object,
            let job = members["job"]?.string.flatMap(JobID.init(_:)),
            let component = members["component"]?.string.flatMap(ComponentName.init(_:)),
            let version = members["version"]?.integer,
            let from = members["from"]?.string.flatMap({ Party($0) }),
            let to = members["to"]?.string.flatMap({ Party($0) }),
            let name = members["name"]?.string, let tag = members["tag"]?.string,
            let byteCount = members["bytes"]?.integer
        else { return nil }
        let task = TaskID(job: job, component: component, version: version)
        self.init(
            address: MessageAddress(
                receiver: MessageReceiver(task: task, party: to), from: from, name: name, tag: tag),
            byteCount: byteCount)
    }
}
