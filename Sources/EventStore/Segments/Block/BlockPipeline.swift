import Dispatch

/// Packs the events of an export into blocks, several at a time, and hands them to the writer in
/// their order.
final class BlockPipeline {
    private let writer: SegmentWriter
    private let log: any EventLogReader
    private let encoders: [BlockEncoder]
    private var pending: [RecordedEvent] = []
    private var ends: [Int] = []
    private var blockBytes = 0

    /// How many blocks are packed at a time: enough for all cores of a small machine.
    private static let width = 8

    init(_ writer: SegmentWriter, _ log: any EventLogReader) {
        self.writer = writer
        self.log = log
        encoders = (0..<Self.width).map { _ in BlockEncoder() }
    }

    func add(_ events: [RecordedEvent]) throws {
        for event in events {
            pending.append(event)
            blockBytes += event.recordBytes.count
            let count = pending.count - (ends.last ?? 0)
            guard count == SegmentLayout.blockEvents || blockBytes >= SegmentLayout.blockBytes
            else { continue }
            ends.append(pending.count)
            blockBytes = 0
            if ends.count == Self.width { try flush() }
        }
    }

    /// Writes what is left, as the last block.
    func finish() throws {
        if pending.count > (ends.last ?? 0) { ends.append(pending.count) }
        try flush()
    }

    private func flush() throws {
        let blocks = ends.enumerated().map { number, end in
            pending[(number == 0 ? 0 : ends[number - 1])..<end]
        }
        for (block, body) in zip(blocks, encode(blocks)) {
            try writer.append(try body.get(), of: block)
        }
        pending.removeFirst(ends.last ?? 0)
        ends.removeAll(keepingCapacity: true)
    }

    private func encode(
        _ blocks: [ArraySlice<RecordedEvent>]
    ) -> [Result<[UInt8], any Error>] {
        var bodies = blocks.map { _ in Result<[UInt8], any Error>.success([]) }
        bodies.withUnsafeMutableBufferPointer { bodies in
            // Safe to share: each piece has an encoder and a place of its own.
            nonisolated(unsafe) let (bodies, encoders) = (bodies, encoders)
            let log = log
            DispatchQueue.concurrentPerform(iterations: blocks.count) { number in
                bodies[number] = Result {
                    try Self.check(blocks[number], against: log)
                    return try encoders[number].encode(blocks[number])
                }
            }
        }
        return bodies
    }

    /// Refuses events that are not those in the log's tree.
    private static func check(
        _ events: ArraySlice<RecordedEvent>,
        against log: any EventLogReader
    ) throws {
        guard let first = events.first?.position, let last = events.last?.position else { return }
        let isDense = last.number - first.number + 1 == UInt64(events.count)
        let leaves =
            isDense
            ? try log.treeHashes(level: 0, first.number - 1..<last.number)
            : try events.compactMap { try log.leafHash(at: $0.position) }
        guard let wrong = zip(events, leaves).first(where: { $0.envelope.leafHash != $1 }) else {
            return
        }
        throw EventLogError.corrupt(
            position: wrong.0.position, what: "its envelope is not the one in the tree")
    }
}
