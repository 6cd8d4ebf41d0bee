import EventStore
import Glibc
import SegmentFloor

/// Export against zlib's own speed, the size of segments, and the speed of imports.
///
/// The events are those of a real log, `fixtures/segments/demo.segment`, again and again with ids,
/// salts, times and job ids of their own.
@main
enum SegmentBench {
    private static let rounds = 5

    static func main() async throws {
        let fixture = CommandLine.arguments.dropFirst().first ?? "fixtures/segments/demo.segment"
        let count = CommandLine.arguments.dropFirst(2).first.flatMap { Int($0) } ?? 300_000
        print("what                                             zlib or bar   ours          ratio")
        try await withDirectory { try await measure(fixture, count, $0) }
    }

    private static func measure(
        _ fixture: String, _ count: Int, _ directory: String
    ) async throws {
        let log = try LMDBEventLog(
            path: directory + "/log", site: "bench", options: EventLogOptions(durability: .none))
        try await Workload(fixture: fixture).fill(log, count: count)
        let segment = try export(log, directory)
        await log.close()
        try await load(segment, count, directory)
    }

    private static func export(_ log: LMDBEventLog, _ directory: String) throws -> String {
        let key = try SiteKey(site: log.site, secret: Array(repeating: 1, count: 32))
        let records = try Records(log)
        var (floors, ours, cpuFloors, cpuOurs): ([Double], [Double], [Double], [Double]) =
            ([], [], [], [])
        var floorBytes = 0
        let before = anonymousMemory()
        var memory = before
        let path = directory + "/segment"
        for _ in 0..<rounds {
            unlink(path)
            cpuFloors.append(
                processorSeconds { floors.append(seconds { floorBytes = records.pack() }) })
            try cpuOurs.append(
                processorSeconds {
                    try ours.append(
                        seconds {
                            _ = try SegmentExport(
                                SegmentRequest(), from: log, key: key, createdAt: 0
                            )
                            .write(
                                to: path,
                                progress: { _ in memory = max(memory, anonymousMemory()) })
                        })
                })
        }
        let (raw, packed) = (
            Double(records.bytes.count), Double(try SegmentFile(path: path).byteCount)
        )
        row(
            "export, MB/s of records", raw / floors.median / 1e6, raw / ours.median / 1e6,
            ratio: floors.median / ours.median, bar: 0.8)
        row(
            "export, MB/s of one core", raw / cpuFloors.median / 1e6, raw / cpuOurs.median / 1e6,
            ratio: cpuFloors.median / cpuOurs.median, bar: nil)
        row(
            "size, MB (zlib: over the records as they are)", Double(floorBytes) / 1e6, packed / 1e6,
            ratio: packed / raw, bar: nil)
        print(
            "segment of \(short(packed / raw)) of the raw bytes (bar 0.30: "
                + (packed / raw <= 0.30 ? "ok)" : "ABOVE)")
                + "; \(short(raw / Double(log.head.number))) bytes an event on the log, "
                + "\(short(packed / Double(log.head.number))) in the segment")
        print("memory that an export takes, without mapped files: \((memory - before) / 1024) MiB")
        return path
    }

    private static func load(_ path: String, _ count: Int, _ directory: String) async throws {
        var (verify, whole, cpu): ([Double], [Double], [Double]) = ([], [], [])
        for round in 0..<3 {
            let log = try LMDBEventLog(path: "\(directory)/import-\(round)", site: "other")
            let file = try SegmentFile(path: path)
            let start = clock()
            let checked = try seconds {
                _ = try file.verify {
                    for event in $0 {
                        _ = try log.importedPlace(of: event.position, from: file.header.site)
                    }
                }
            }
            let appended = try await appendSeconds(file, log)
            verify.append(checked)
            whole.append(checked + appended)
            cpu.append(Double(clock() - start) / 1_000_000)
            await log.close()
        }
        row(
            "import, events/s: verified, then durable", 100_000, Double(count) / whole.median,
            ratio: Double(count) / whole.median / 100_000, bar: 1)
        print(
            "of it verification: \(short(Double(count) / verify.median)) events/s; in all "
                + "\(short(Double(count) / cpu.median)) events a second of one core")
    }

    /// The appending half of an import, as `SegmentImport` does it: a batch is read while the one
    /// before it is committed.
    private static func appendSeconds(_ file: SegmentFile, _ log: LMDBEventLog) async throws
        -> Double
    {
        let start = ContinuousClock.now
        var blocks = file.blocks()
        var batch = try next(&blocks)
        while !batch.isEmpty {
            let current = batch
            async let receipt = log.append(imported: current)
            batch = try next(&blocks)
            _ = try await receipt
        }
        let time = (ContinuousClock.now - start).components
        return Double(time.seconds) + Double(time.attoseconds) / 1e18
    }

    private static func next(_ blocks: inout SegmentBlocks) throws -> [RecordedEvent] {
        var batch: [RecordedEvent] = []
        while batch.count < 4_096, let events = try blocks.next() { batch += events }
        return batch
    }
}

/// The records of a log in one piece of memory, for C to pack.
private struct Records {
    let bytes: [UInt8]
    private let ends: [Int]

    init(_ log: LMDBEventLog) throws {
        var (bytes, ends): ([UInt8], [Int]) = ([], [])
        var position = Position.origin
        while position < log.head {
            for event in try log.events(after: position, limit: 1_000) {
                bytes += [0] + event.envelope.encoded + event.salt.bytes + event.payload
                ends.append(bytes.count)
                position = event.position
            }
        }
        (self.bytes, self.ends) = (bytes, ends)
    }

    func pack() -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            ends.withUnsafeBufferPointer { ends in
                ends.withMemoryRebound(to: size_t.self) { ends in
                    zfloor_pack(bytes.baseAddress, ends.baseAddress, ends.count, 256, 1)
                }
            }
        }
    }
}
