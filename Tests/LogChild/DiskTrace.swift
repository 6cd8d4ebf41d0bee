import CFaults
import EventStore
import Glibc

/// What a program did to one file, as `faults_record` has written it down.
enum DiskTrace {
    enum Step {
        case write(offset: Int, bytes: ArraySlice<UInt8>)
        /// A write that has come back from the disk.
        case durableWrite(offset: Int, bytes: ArraySlice<UInt8>)
        /// All writes until here are on the disk.
        case flush
        /// An append that ended here was acknowledged.
        case acknowledged(Position)
    }

    static func read(_ path: String) throws -> [Step] {
        let bytes = try File.read(path)
        var steps: [Step] = []
        var place = 0
        let headerSize = MemoryLayout<faults_record>.size
        while place < bytes.count {
            let header = bytes.withUnsafeBytes {
                $0.loadUnaligned(fromByteOffset: place, as: faults_record.self)
            }
            let start = place + headerSize
            place = start + Int(header.count)
            let (offset, bytes) = (Int(header.offset), bytes[start..<place])
            switch faults_call(UInt32(header.call)) {
            case FAULTS_WRITE: steps.append(.write(offset: offset, bytes: bytes))
            case FAULTS_DURABLE_WRITE: steps.append(.durableWrite(offset: offset, bytes: bytes))
            case FAULTS_FLUSH: steps.append(.flush)
            case FAULTS_MARK: steps.append(.acknowledged(Position(header.offset)))
            case let call: throw Wrong("the record of a call \(call.rawValue)")
            }
        }
        return steps
    }
}

/// A disk with a cache, for one file.
struct DiskImage {
    private static let sectorSize = 512

    private var bytes: [UInt8] = []
    /// Sectors that were written but not flushed.
    private var cache: [Int: [UInt8]] = [:]
    private(set) var isFlushed = false
    /// The newest position that was acknowledged.
    private(set) var acknowledged = Position.origin

    mutating func apply(_ step: DiskTrace.Step) {
        switch step {
        case .write(let offset, let bytes):
            write(bytes, at: offset)
        case .durableWrite(let offset, let bytes):
            write(bytes, at: offset)
            keep(Array(Self.sectors(offset, bytes.count)))
        case .flush:
            isFlushed = true
            keep(cache.keys.sorted())
        case .acknowledged(let position):
            acknowledged = max(acknowledged, position)
        }
    }

    private mutating func write(_ new: ArraySlice<UInt8>, at offset: Int) {
        for sector in Self.sectors(offset, new.count) {
            let start = sector * Self.sectorSize
            let part = max(offset, start)..<min(offset + new.count, start + Self.sectorSize)
            let source = new.startIndex + part.lowerBound - offset
            var content = cache[sector] ?? onDisk(sector)
            content.replaceSubrange(
                part.lowerBound - start..<part.upperBound - start,
                with: new[source..<source + part.count])
            cache[sector] = content
        }
    }

    /// Keeps any of what was not flushed: nothing, all, or some of it.
    mutating func cut(_ random: inout SplitMix) {
        let shares: [Double] = [0, 0.1, 0.5, 0.9, 1]
        let share = shares[Int.random(in: shares.indices, using: &random)]
        let sectors = cache.keys.sorted()
        keep(sectors.filter { _ in Double.random(in: 0..<1, using: &random) < share })
    }

    func write(to path: String) throws { try File.write(bytes, path) }

    /// The sectors of a part of the file.
    private static func sectors(_ offset: Int, _ count: Int) -> ClosedRange<Int> {
        offset / sectorSize...(offset + count - 1) / sectorSize
    }

    private func onDisk(_ sector: Int) -> [UInt8] {
        let start = sector * Self.sectorSize
        guard start < bytes.count else { return [UInt8](repeating: 0, count: Self.sectorSize) }
        return Array(bytes[start..<start + Self.sectorSize])
    }

    private mutating func keep(_ sectors: [Int]) {
        for sector in sectors {
            guard let new = cache.removeValue(forKey: sector) else { continue }
            let start = sector * Self.sectorSize
            if bytes.count < start + Self.sectorSize {
                bytes += [UInt8](repeating: 0, count: start + Self.sectorSize - bytes.count)
            }
            bytes.replaceSubrange(start..<start + Self.sectorSize, with: new)
        }
    }
}
