import Domain
import EventStore
import Foundation
import Journal
import Scheduler
import TestKit
import Testing

/// Evidence of a job, made by our code and checked by our code and by a program that has none of it.
@Suite struct EvidenceTests {
    private let folder = ScratchDirectory()

    private func finishedJob() async throws -> (site: SimulatedSite, job: JobID) {
        let site = try await SimulatedSite()
        let job = try await site.running {
            let submitted = try await site.jobs.submit(
                dsl: JobDocuments.dsl(["a": [], "b": ["a"]]), conf: JobDocuments.conf(),
                site.context)
            _ = try await site.end(of: submitted.job)
            return submitted.job
        }
        return (site, job)
    }

    private func evidence(
        _ site: SimulatedSite, _ job: JobID, for reader: EvidenceReader, name: String = "evidence"
    ) throws -> String {
        let path = folder.path(name)
        try JobEvidence(log: site.log, key: try SiteKey.test(site.log.site)).write(
            job, for: reader, to: path, segment: folder.path(name + ".segment"),
            createdAt: site.clock.now())
        return path
    }

    private func events(_ path: String) throws -> [RecordedEvent] {
        let file = try EvidenceFile(path: path, unpackingTo: path + ".unpacked")
        var events: [RecordedEvent] = []
        _ = try file.verify(key: try SiteKey.test("test").verifier) { events += $0 }
        return events
    }

    @Test func aPartySeesTheJobAndItsOwnStreams() async throws {
        let (site, job) = try await finishedJob()
        let events = try events(try evidence(site, job, for: .party(Samples.guest)))
        for event in events {
            let stream = event.envelope.stream.text
            let isOther = stream.hasSuffix("/\(Samples.host.role.rawValue)/\(Samples.host.id)")
            #expect(event.hasPayload == !isOther, "\(stream) \(event.envelope.type)")
        }
        let streams = Set(events.map(\.envelope.stream.text))
        #expect(streams.contains("job-\(job)"))
        #expect(streams.contains("party-\(job)/host/10000"))
        #expect(!streams.contains("engine-standalone"))
        // Every event of the job is there.
        let all = try site.log.events(after: .origin, limit: 10_000).filter {
            $0.envelope.stream.text.contains("-\(job)")
        }
        #expect(events.map(\.position) == all.map(\.position))
    }

    @Test func anAuditorSeesWhatThePartiesShare() async throws {
        let (site, job) = try await finishedJob()
        let events = try events(try evidence(site, job, for: .auditor))
        #expect(
            events.allSatisfy { $0.hasPayload == ($0.envelope.stream.text == "job-\(job)") })
        #expect(events.contains { !$0.hasPayload })
    }

    @Test func theFileOpensAsText() async throws {
        let (site, job) = try await finishedJob()
        let path = try evidence(site, job, for: .party(Samples.guest))
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for line in [
            "Clotho evidence, format 1", "Job          \(job)", "For          guest:9999",
            "Status       success", "Initiator    guest:9999", "  host:10000",
            "  Nobody else has countersigned it yet.",
        ] {
            #expect(text.contains("\n\(line)\n") || text.hasPrefix(line), "\(line)")
        }
        #expect(text.contains("  b (Noop, version 0): success, from "))
        #expect(text.contains("payloads withheld: what the stream holds belongs to host:10000"))
    }

    @Test func whoIsNoPartyGetsNothing() async throws {
        let (site, job) = try await finishedJob()
        #expect(throws: EvidenceError.self) {
            try evidence(site, job, for: .party(Party(.host, PartyID(77))))
        }
        #expect(throws: EvidenceError.unknownJob(JobID("1")!)) {
            try evidence(site, JobID("1")!, for: .auditor)
        }
        #expect(!FileManager.default.fileExists(atPath: folder.path("evidence")))
    }

    @Test func theProgramWithoutOurCodeAgrees() async throws {
        let (site, job) = try await finishedJob()
        let key = try SiteKey.test("test").verifier.text
        for reader in [EvidenceReader.party(Samples.guest), .party(Samples.host), .auditor] {
            let path = try evidence(site, job, for: reader, name: "for \(reader)")
            let known = try EvidenceProgram.run(["--key", key, path])
            #expect(known.status == 0, "\(known.errors)")
            #expect(try EvidenceProgram.run([path]).status == 0)
        }
        let other = try SiteKey(site: "test", secret: Array(repeating: 8, count: 32)).verifier.text
        let wrong = try EvidenceProgram.run(["--key", other, folder.path("for auditor")])
        #expect(wrong.status == 1)
        #expect(wrong.errors.contains("not with the given key"))
    }

    @Test func theProgramWithoutOurCodeFindsEveryKindOfChange() async throws {
        let (site, job) = try await finishedJob()
        let path = try evidence(site, job, for: .party(Samples.guest))
        let bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
        let seed = UInt64.random(in: .min ... .max)
        var random = SeededGenerator(seed: seed)
        var files: [String] = []
        for number in 0..<60 {
            var changed = bytes
            let place = Int.random(in: changed.indices, using: &random)
            changed[place] ^= UInt8.random(in: 1...255, using: &random)
            files.append(try folder.write(changed, "changed \(number) at \(place)"))
        }
        for count in [1, 30, bytes.count / 2, bytes.count - 1] {
            files.append(try folder.write(Array(bytes.prefix(count)), "cut \(count)"))
        }
        let answer = try EvidenceProgram.run(files)
        #expect(answer.status == 1)
        #expect(answer.output.isEmpty, "seed \(seed): \(answer.output)")
        let complaints = answer.errors.split(separator: "\n").count { $0.contains(": WRONG: ") }
        #expect(complaints == files.count, "seed \(seed): \(answer.errors)")
        for file in files {
            #expect(throws: (any Error).self, "\(file), seed \(seed)") {
                try EvidenceFile(path: file, unpackingTo: file + ".segment").verify()
            }
        }
    }

    @Test func segmentsAreCheckedToo() async throws {
        let (site, job) = try await finishedJob()
        let key = try SiteKey.test("test")
        var selection = SegmentRequest()
        selection.selection = try .job(job)
        let requests = [
            "whole": SegmentRequest(), "tail": SegmentRequest(first: Position(6)),
            "middle": SegmentRequest(first: Position(4), last: Position(17)),
            "job": selection,
        ]
        for (name, request) in requests {
            let path = folder.path(name)
            let content = [UInt8]("a model".utf8)
            _ = try SegmentExport(request, from: site.log, key: key, createdAt: 5).write(
                to: path,
                artifacts: { artifacts in
                    var pieces = [content]
                    try artifacts.add(
                        SegmentArtifact(digest: .sha256(content), byteCount: UInt64(content.count))
                    ) { pieces.popLast() ?? [] }
                })
            let answer = try EvidenceProgram.run(["--key", key.verifier.text, path])
            #expect(answer.status == 0, "\(name): \(answer.errors)")
            var bytes = try [UInt8](Data(contentsOf: URL(filePath: path)))
            bytes[bytes.count / 2] ^= 1
            let changed = try EvidenceProgram.run([try folder.write(bytes, name + " changed")])
            #expect(changed.status == 1, "\(name)")
            #expect(changed.errors.contains("offset"), "\(name): \(changed.errors)")
        }
    }
}
