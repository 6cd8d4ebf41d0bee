import EventStore
import Foundation
import Testing

/// Whatever happens to a segment's bytes is found and named, and never a crash.
@Suite struct SegmentDamageTests {
    private let directory = TemporaryDirectory()

    /// A small segment with every kind of frame in it.
    private func bytes(isSelection: Bool) async throws -> [UInt8] {
        let log = try await SegmentSample.log(14)
        let selection =
            isSelection
            ? try EventSelection(title: "job 3", rules: [.correlation("3")]) : nil
        let request = SegmentRequest(first: Position(5), selection: selection)
        let content = [UInt8]("a model".utf8)
        let file = try SegmentSample.export(request, of: log, in: directory) { artifacts in
            var rest: [[UInt8]] = [content]
            try artifacts.add(
                SegmentArtifact(digest: .sha256(content), byteCount: UInt64(content.count))
            ) { rest.popLast() ?? [] }
        }
        _ = try file.verify()
        return try Array(Data(contentsOf: URL(filePath: file.path)))
    }

    private func error(of bytes: [UInt8]) throws -> SegmentError? {
        let path = "\(directory.path)/changed"
        try Data(bytes).write(to: URL(filePath: path))
        do {
            _ = try SegmentFile(path: path).verify()
            return nil
        } catch let error as SegmentError {
            return error
        }
    }

    @Test(arguments: [false, true]) func everyFlippedByteIsNamed(isSelection: Bool) async throws {
        let bytes = try await bytes(isSelection: isSelection)
        var random = SeededRandom(seed: 5)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= UInt8(random.next() % 255) + 1
            let error = try #require(try error(of: changed), "byte \(place) changed unnoticed")
            #expect(error.code == .damaged, "byte \(place): \(error)")
            #expect(error.offset == UInt64(place), "byte \(place): \(error)")
        }
    }

    @Test(arguments: [false, true]) func everyPartOfAFileIsNamed(isSelection: Bool) async throws {
        let bytes = try await bytes(isSelection: isSelection)
        for count in bytes.indices.dropFirst() {
            let error = try #require(try error(of: Array(bytes.prefix(count))))
            #expect(error.code == .cutOff, "\(count) of \(bytes.count) bytes: \(error)")
            #expect(error.offset == UInt64(count))
        }
        #expect(try error(of: [])?.code == .invalid)
        #expect(try error(of: bytes + [0])?.code == .invalid)
        #expect(try error(of: bytes + bytes)?.code == .invalid)
        #expect(try error(of: Array("position,type\n1,job.submitted\n".utf8))?.code == .invalid)
    }

    @Test func severalChangesAreFoundToo() async throws {
        let bytes = try await bytes(isSelection: false)
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededRandom(seed: seed)
        for _ in 0..<500 {
            var changed = bytes
            for _ in 0..<2 + random.next() % 8 {
                changed[Int(random.next() % UInt64(bytes.count))] = UInt8(random.next() % 256)
            }
            guard changed != bytes else { continue }
            #expect(try error(of: changed) != nil, "seed \(seed)")
        }
    }

    @Test func aChangeWithRightChecksumsIsForged() async throws {
        let log = try await SegmentSample.log(300)
        let whole = try SegmentSample.export(of: log, in: directory)
        // The same events of a site with another history: everything but the signature's root.
        let other = try await SegmentSample.log(300, seed: 2)
        let fake = try SegmentSample.export(of: other, in: directory, name: "fake")
        #expect(whole.trailer.root != fake.trailer.root)
        let bytes = try Array(Data(contentsOf: URL(filePath: whole.path)))
        let (own, foreign) = (whole.trailer, fake.trailer)
        let changed = bytes.replacing(
            Array(own.checkpoint.utf8), with: Array(foreign.checkpoint.utf8))
        let trailer = Frames(changed).offset(of: "TRLR")
        let error = try #require(try error(of: Frames(changed).mended(at: trailer)))
        #expect(error.code == .forged)
    }
}

/// Finds frames and gives them right checksums again, as somebody who cheats would.
private struct Frames {
    var bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func offset(of tag: String) -> Int {
        let found = bytes.firstRange(of: Array(tag.utf8))
        return found?.lowerBound ?? 0
    }

    func mended(at offset: Int) -> [UInt8] {
        var bytes = bytes
        let count = bytes[(offset + 4)..<(offset + 12)].reduce(0) { $0 << 8 | Int($1) }
        let body = offset + 16..<offset + 16 + count
        let checksum = Self.crc32(bytes[body])
        for place in 0..<4 {
            bytes[body.upperBound + place] = UInt8(truncatingIfNeeded: checksum >> (24 - 8 * place))
        }
        return bytes
    }

    static func crc32(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        ~bytes.reduce(~0) { checksum, byte in
            (0..<8).reduce(checksum ^ UInt32(byte)) { state, _ in
                state & 1 == 1 ? state >> 1 ^ 0xEDB8_8320 : state >> 1
            }
        }
    }
}
