import EventStore
import Foundation
import Testing

/// A segment gives back what went in, and says so only when it does.
@Suite struct SegmentTests {
    private let directory = TemporaryDirectory()

    @Test(arguments: [1, 2, 255, 256, 257, 1_500])
    func aRangeIsReadAsItWasWritten(count: Int) async throws {
        let log = try await SegmentSample.log(count, seed: UInt64(count))
        let file = try SegmentSample.export(of: log, in: directory)
        #expect(try file.verified() == log.events(after: .origin, limit: count))
        #expect(file.header.rootBefore == .empty)
        #expect(file.trailer.root == (try log.treeRoot(at: UInt64(count))))
        #expect(file.trailer.eventCount == UInt64(count))
        #expect(file.trailer.positions == Position(1)...Position(UInt64(count)))
    }

    @Test func aRangeFromTheMiddleBringsTheTreeBeforeIt() async throws {
        let log = try await SegmentSample.log(700)
        let request = SegmentRequest(first: Position(300), last: Position(650))
        let file = try SegmentSample.export(request, of: log, in: directory)
        #expect(try file.verified() == log.events(after: Position(299), limit: 351))
        #expect(file.header.rootBefore == (try log.treeRoot(at: 299)))
        #expect(file.trailer.root == (try log.treeRoot(at: 650)))
    }

    @Test(arguments: [1, 3, 64, 400]) func aSelectionIsProved(count: Int) async throws {
        let log = try await SegmentSample.log(count, seed: 9)
        let title = "job 3"
        let selection = try EventSelection(
            title: title,
            rules: [.stream("job-3"), .streamPrefix("party-3/"), .correlation("3")])
        let all = try log.events(after: .origin, limit: count)
        let wanted = all.filter { selection.accepts($0.envelope) }
        let request = SegmentRequest(selection: selection)
        guard !wanted.isEmpty else {
            #expect(throws: EventLogError.self) {
                try SegmentSample.export(request, of: log, in: directory)
            }
            return
        }
        let file = try SegmentSample.export(request, of: log, in: directory)
        #expect(try file.verified() == wanted)
        #expect(file.header.content == .selection(selection))
        #expect(file.trailer.root == (try log.treeRoot(at: UInt64(count))))
    }

    @Test func signaturesAreCheckedWithTheGivenKey() async throws {
        let log = try await SegmentSample.log(10)
        let file = try SegmentSample.export(of: log, in: directory)
        let own = try SegmentSample.key().verifier
        #expect(try file.verify().isKeyConfirmed == false)
        let report = try file.verify(key: own)
        #expect(report.isKeyConfirmed && report.checkpoint.size == 10)
        let other = try SiteKey(site: SegmentSample.site, secret: Array(repeating: 8, count: 32))
        let error = #expect(throws: SegmentError.self) { try file.verify(key: other.verifier) }
        #expect(error?.code == .forged)
    }

    @Test func aCountersignedCheckpointGoesWithItsProof() async throws {
        let log = try await SegmentSample.log(300)
        let (own, other) = (try SegmentSample.key(), try SegmentSample.key("bank b"))
        var note = try own.sign(try log.checkpoint(origin: own.name, at: 290))
        note = note.adding([try other.cosign(note, atSeconds: 1_700_000_000)])
        let path = "\(directory.path)/countersigned"
        let request = SegmentRequest(last: Position(123))
        _ = try SegmentExport(request, from: log, key: own, countersigned: note, createdAt: 0)
            .write(to: path)
        let file = try SegmentFile(path: path)
        let report = try file.verify(key: own.verifier)
        #expect(report.checkpoint.size == 290)
        #expect(report.countersigners.map(\.name) == ["bank%20b"])
        #expect(report.countersigners.allSatisfy { !$0.isChecked })
        let checked = try file.verify(cosigners: [other.cosignatureVerifier]).countersigners
        #expect(checked.map(\.isChecked) == [true])
        #expect(checked.map(\.signedAt) == [1_700_000_000])
    }

    @Test func aCountersignatureThatDoesNotHoldNamesItsCosigner() async throws {
        let log = try await SegmentSample.log(30)
        let (own, other) = (try SegmentSample.key(), try SegmentSample.key("bank b"))
        var note = try own.sign(try log.checkpoint(origin: own.name, at: 30))
        // Made for another checkpoint of the same log.
        let earlier = try own.sign(try log.checkpoint(origin: own.name, at: 29))
        note = note.adding([try other.cosign(earlier, atSeconds: 1_700_000_000)])
        let path = "\(directory.path)/countersigned"
        _ = try SegmentExport(
            SegmentRequest(), from: log, key: own, countersigned: note, createdAt: 0
        ).write(to: path)
        let file = try SegmentFile(path: path)
        #expect(try file.verify().countersigners.map(\.isChecked) == [false])
        let third = try SegmentSample.key("bank c").cosignatureVerifier
        for (cosigner, reason) in [
            (other.cosignatureVerifier, "the signature of bank%20b is not one of this note"),
            (third, "the note has no signature of bank%20c"),
        ] {
            let error = #expect(throws: SegmentError.self) {
                try file.verify(cosigners: [cosigner])
            }
            #expect(error?.code == .forged && error?.message == reason)
        }
    }

    @Test func singleEventsAreFoundByTheIndex() async throws {
        let log = try await SegmentSample.log(900)
        let request = SegmentRequest(first: Position(11))
        let file = try SegmentSample.export(request, of: log, in: directory)
        for number in [11, 12, 266, 267, 900] as [UInt64] {
            let expected = try log.events(after: Position(number - 1), limit: 1)[0]
            #expect(try file.event(at: Position(number)) == expected)
        }
        #expect(try file.event(at: Position(10)) == nil)
        #expect(try file.event(at: Position(901)) == nil)
    }

    @Test func artifactsTravelWithTheEvents() async throws {
        let log = try await SegmentSample.log(20)
        let contents = [[UInt8]("a model".utf8), [], [UInt8](repeating: 5, count: 700_000)]
        let file = try SegmentSample.export(of: log, in: directory) { artifacts in
            for content in contents {
                var rest: [[UInt8]] = [content]
                let artifact = SegmentArtifact(
                    digest: .sha256(content), byteCount: UInt64(content.count))
                try artifacts.add(artifact) { rest.popLast() ?? [] }
            }
        }
        _ = try file.verify()
        for (number, content) in contents.enumerated() {
            var read: [UInt8] = []
            try file.artifact(number) { read += $0 }
            #expect(read == content)
        }
    }

    @Test func nothingIsThereBeforeTheEnd() async throws {
        let log = try await SegmentSample.log(20)
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try SegmentSample.export(of: log, in: directory) { _ in throw Stop() }
        }
        #expect(directory.names.isEmpty)
        _ = try SegmentSample.export(of: log, in: directory)
        #expect(directory.names == ["segment"])
        let error = #expect(throws: SegmentError.self) {
            try SegmentSample.export(of: log, in: directory)
        }
        #expect(error?.description.contains("is there already") == true)
    }

    @Test func aRangeThatIsNotInTheLogIsRefused() async throws {
        let log = try await SegmentSample.log(20)
        for (first, last) in [(0, 5), (6, 5), (1, 21), (21, 21)] as [(UInt64, UInt64)] {
            let request = SegmentRequest(first: Position(first), last: Position(last))
            #expect(throws: EventLogError.self) {
                try SegmentSample.export(request, of: log, in: directory)
            }
        }
    }

    @Test func largeEventsHaveBlocksOfTheirOwn() async throws {
        let log = MemoryEventLog(site: SegmentSample.site)
        for number in 0..<5 {
            let payload = [UInt8](repeating: UInt8(number), count: 1 << 20)
            _ = try await log.append(
                to: Sample.stream("large"), expected: .any, [Sample.event(number, payload: payload)]
            )
        }
        let file = try SegmentSample.export(of: log, in: directory)
        #expect(try file.verified() == log.events(after: .origin, limit: 5))
        #expect(file.trailer.blockCount == 5)
    }

    /// A segment of a real job, written once: segments of this format are read for ever.
    @Test func theGoldenSegmentIsRead() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let path = folder.appending(path: "fixtures/segments/demo.segment").path()
        let file = try SegmentFile(path: path)
        let events = try file.verified()
        #expect(events.count == 265)
        #expect(file.header.site == "bank-a")
        #expect(events[0].envelope.type == "engine.registered")
        let digest = "ffbb835603bf41d75f9b3ba64edb3b935ce98d1806344c5d70adfe5e18f32605"
        #expect(try file.digest().description == digest)
    }
}
