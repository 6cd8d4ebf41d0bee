import EventStore
import LogFloor

/// Reading a whole log, by C and by the log, from the same file.
enum ScanBench {
    private static let rounds = 5
    private static let total = 1_000_000
    private static let pageSize = 1_000

    static func run(mapSize: Int) async throws {
        try await withDirectory { path in
            try await fill(path)
            var times: [String: [Double]] = [:]
            for _ in 0..<rounds {
                try await scanInC(path, mapSize, &times)
                try await scanInSwift(path, &times)
            }
            for floor in ["walked", "copied", "summed"] {
                compare("scan, envelopes decoded; C: records \(floor)", floor, "decoded", times)
            }
            compare("scan, all texts and payloads; C: bytes summed", "summed", "used", times)
        }
    }

    private static func compare(
        _ what: String, _ floor: String, _ ours: String, _ times: [String: [Double]]
    ) {
        let (floors, ours) = (times[floor, default: []], times[ours, default: []])
        let ratio = zip(floors, ours).map { $0 / $1 }.median
        row(
            what, short(Double(total) / floors.median), short(Double(total) / ours.median), ratio,
            bar: floor == "walked" ? nil : 0.5)
    }

    private static func fill(_ path: String) async throws {
        let log = try LMDBEventLog(
            path: path, site: "bench", options: EventLogOptions(durability: .none))
        let events = Workload.events(1_000)
        for number in 0..<total / events.count {
            _ = try await log.append(Workload.append(events, to: number))
        }
        await log.close()
    }

    private static func scanInC(
        _ path: String, _ mapSize: Int, _ times: inout [String: [Double]]
    ) async throws {
        let log = floor_open(path, mapSize, 1)!
        var sum: UInt64 = 0
        for (name, scan) in [
            ("walked", floor_walk), ("copied", floor_copy), ("summed", floor_sum),
        ] {
            let time = await seconds { precondition(scan(log, &sum) == total) }
            times[name, default: []].append(time)
        }
        floor_close(log)
    }

    private static func scanInSwift(
        _ path: String, _ times: inout [String: [Double]]
    ) async throws {
        let log = try LMDBEventLog(path: path, site: "bench")
        for (name, visit) in [("decoded", decoded), ("used", used)] {
            var sum: UInt64 = 0
            let time = try await seconds {
                var place = Position.origin
                while place < log.head {
                    let page = try log.events(after: place, limit: pageSize)
                    for event in page { sum &+= visit(event) }
                    place = page.last?.position ?? log.head
                }
            }
            precondition(sum != 0 && log.head.number == total)
            times[name, default: []].append(time)
        }
        await log.close()
    }

    /// Checked, and the fields of fixed size read.
    private static func decoded(_ event: RecordedEvent) -> UInt64 {
        let envelope = event.envelope
        return envelope.originPosition.number &+ envelope.streamVersion.number
            &+ UInt64(envelope.schema) &+ UInt64(bitPattern: envelope.recordedAt)
    }

    /// Every text made a string, and the payload an array.
    private static func used(_ event: RecordedEvent) -> UInt64 {
        let envelope = event.envelope
        let texts = [
            envelope.type, envelope.originSite, envelope.stream.text, envelope.actor,
            envelope.correlationID, envelope.causationID,
        ]
        return texts.reduce(UInt64(event.payload.count)) { $0 &+ UInt64($1.utf8.count) }
    }
}
