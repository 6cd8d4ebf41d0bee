import Domain
import EventStore
import Foundation
import Journal
import Projections
import Scheduler
import TestKit
import Testing

/// What comes from another site is shown, and moves nothing.
@Suite struct ImportTests {
    private let directory = FileManager.default.temporaryDirectory
        .appending(path: "imports-\(UInt64.random(in: .min ... .max))")

    /// A site whose one job has run to its end.
    private func otherSite(_ name: String = "bank-a") async throws -> (SimulatedSite, JobID) {
        let site = try await SimulatedSite(log: MemoryEventLog(site: name))
        let job = try await site.running {
            let submitted = try await site.jobs.submit(
                dsl: JobDocuments.dsl(["a": [], "b": ["a"]]), conf: JobDocuments.conf(),
                site.context)
            _ = try await site.end(of: submitted.job)
            return submitted.job
        }
        return (site, job)
    }

    private func export(
        _ site: SimulatedSite, _ request: SegmentRequest = SegmentRequest(), key: UInt8 = 1
    ) throws -> String {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let path = directory.appending(path: "\(UInt64.random(in: .min ... .max))").path()
        let key = try SiteKey(site: site.log.site, secret: Array(repeating: key, count: 32))
        _ = try SegmentExport(request, from: site.log, key: key, createdAt: 0).write(to: path)
        return path
    }

    private func removeFiles() { try? FileManager.default.removeItem(at: directory) }

    @discardableResult
    private func load(
        _ path: String, into site: SimulatedSite, allowsGap: Bool = false,
        key: VerifierKey? = nil
    ) async throws -> SegmentImportReport {
        try await SegmentImport(site.journal, key: key, allowsGap: allowsGap)
            .run(path: path, site.context)
    }

    @Test func anImportedJobIsShownWithItsOriginAndCausesNothing() async throws {
        defer { removeFiles() }
        let (other, job) = try await otherSite()
        let path = try export(other, SegmentRequest(selection: .job(job)))
        let site = try await SimulatedSite(log: MemoryEventLog(site: "bank-b"))
        try await site.running {
            let report = try await load(path, into: site)
            #expect(report.newCount == report.segment.eventCount && report.newCount > 20)
            // A job of this site behind it shows that the coordinator has read the import.
            let own = try await site.jobs.submit(
                dsl: JobDocuments.dsl(["a": []]), conf: JobDocuments.conf(), site.context)
            #expect(try await site.end(of: own.job).status == .success)
            try await site.projector.wait(for: site.log.head)
            #expect(await site.launcher.orders.allSatisfy { $0.task.job == own.job })
            #expect(try await site.views.overview(of: job) == nil)
            let origin = try await site.views.origin(of: job, wanted: nil)
            #expect(origin == .site("bank-a"))
            let shown = try #require(try await site.views.overview(of: job, from: origin))
            #expect(shown["origin_site"] == "bank-a" && shown["status"] == "success")
            let theirs = try #require(try await other.views.overview(of: job))
            #expect(shown["components"] == theirs["components"])
            #expect(try await site.liveRows() == site.rebuiltRows())
            #expect(try site.views.openStreams().contains(.job(job)) == false)
        }
    }

    /// Both sites have a job of the same id, as the parties of one federation do, and an engine of
    /// the same name.
    @Test func equalNamesStayApart() async throws {
        defer { removeFiles() }
        let (other, job) = try await otherSite()
        let path = try export(other)
        let (first, own) = try await otherSite("bank-b")
        let engineStream = try #require(StreamIdentity.engine("standalone").streamName)
        let before = try await first.journal.state(of: JobDecider.self, .job(own))
        let views = try ViewStore()
        try await Projector.rebuild(views, from: first.log, upTo: first.log.head)
        let rows = try await views.overview(of: own)
        let engine = try await first.journal.state(of: EngineDecider.self, .engine("standalone"))
        let engineVersion = try first.log.version(of: engineStream)
        try await load(path, into: first)
        let site = try await SimulatedSite(log: first.log)
        try await site.running {
            try await site.projector.wait(for: site.log.head)
            let after = try await site.journal.state(of: JobDecider.self, .job(own))
            #expect(after.tasks == before.tasks && after.status == before.status)
            #expect(
                try await site.journal.state(of: EngineDecider.self, .engine("standalone"))
                    == engine)
            #expect(try site.log.version(of: engineStream) == engineVersion)
            // Parties may close only now; the components were done before.
            let shown = try await site.views.overview(of: own)
            #expect(shown?["components"] == rows?["components"] && rows?["components"] != nil)
            #expect(shown?["origin_site"] == nil && shown?["status"] == "success")
            #expect(try await site.views.engines().count == 1)
            let theirs = try await site.views.overview(of: job, from: .site("bank-a"))
            #expect(theirs?["origin_site"] == "bank-a")
            #expect(try await site.liveRows() == site.rebuiltRows())
        }
    }

    @Test func importingTwiceIsImportingOnce() async throws {
        defer { removeFiles() }
        let (other, job) = try await otherSite()
        let (whole, part) = (
            try export(other), try export(other, SegmentRequest(selection: .job(job)))
        )
        let site = try await SimulatedSite(log: MemoryEventLog(site: "bank-b"))
        try await load(whole, into: site)
        let head = site.log.head
        let again = try await load(whole, into: site)
        #expect(again.newCount == 0 && again.position == nil)
        #expect(site.log.head == head)
        // The same events in another file: only the file is new.
        #expect(try await load(part, into: site).newCount == 0)
        #expect(site.log.head == head.advanced(by: 1))
    }

    @Test func theChainHasNoGapsUnlessAllowed() async throws {
        defer { removeFiles() }
        let (other, _) = try await otherSite()
        let first = try export(other, SegmentRequest(last: Position(10)))
        let second = try export(other, SegmentRequest(first: Position(11), last: Position(20)))
        let third = try export(other, SegmentRequest(first: Position(21)))
        let overlap = try export(other, SegmentRequest(first: Position(5), last: Position(15)))
        let site = try await SimulatedSite(log: MemoryEventLog(site: "bank-b"))
        await #expect(throws: PeerRejection.gap(missing: 1...10)) {
            try await load(second, into: site)
        }
        try await load(first, into: site)
        await #expect(throws: PeerRejection.gap(missing: 11...20)) {
            try await load(third, into: site)
        }
        #expect(try await load(third, into: site, allowsGap: true).newCount > 0)
        #expect(try await load(overlap, into: site).newCount == 5)
        #expect(try await load(second, into: site).newCount == 5)
        let peer = try await site.journal.state(of: PeerDecider.self, .peer("bank-a"))
        #expect(peer.covered == [1...other.log.head.number])
    }

    @Test func anotherHistoryIsRefusedWhole() async throws {
        defer { removeFiles() }
        let ((one, _), (two, _)) = (try await otherSite(), try await otherSite())
        let site = try await SimulatedSite(log: MemoryEventLog(site: "bank-b"))
        try await load(try export(one, SegmentRequest(last: Position(10))), into: site)
        let head = site.log.head
        let other = try export(two, SegmentRequest(first: Position(11)))
        let fork = await #expect(throws: PeerRejection.self) { try await load(other, into: site) }
        guard case .fork(size: 10, _, _) = fork else {
            Issue.record("not a fork: \(String(describing: fork))")
            return
        }
        let whole = try export(two)
        await #expect(throws: EventLogError.self) { try await load(whole, into: site) }
        #expect(site.log.head == head)
    }

    @Test func anotherKeyNeedsSomebodyToVouch() async throws {
        defer { removeFiles() }
        let (other, _) = try await otherSite()
        let site = try await SimulatedSite(log: MemoryEventLog(site: "bank-b"))
        try await load(try export(other, SegmentRequest(last: Position(10))), into: site)
        let second = try export(other, SegmentRequest(first: Position(11)), key: 2)
        await #expect(throws: PeerRejection.self) { try await load(second, into: site) }
        let key = try SiteKey(site: "bank-a", secret: Array(repeating: 2, count: 32)).verifier
        #expect(try await load(second, into: site, key: key).newCount > 0)
    }

    @Test func aBrokenFileChangesNothing() async throws {
        defer { removeFiles() }
        let (other, _) = try await otherSite()
        let path = try export(other)
        let bytes = try Data(contentsOf: URL(filePath: path))
        let site = try await SimulatedSite(log: MemoryEventLog(site: "bank-b"))
        let head = site.log.head
        for place in stride(from: 0, to: bytes.count, by: 97) {
            var changed = bytes
            changed[place] ^= 0x40
            try changed.write(to: URL(filePath: path))
            await #expect(throws: SegmentError.self) { try await load(path, into: site) }
            try bytes.prefix(place).write(to: URL(filePath: path))
            await #expect(throws: SegmentError.self) { try await load(path, into: site) }
        }
        #expect(site.log.head == head)
    }

    @Test func aSitesOwnEventsBringNothingNew() async throws {
        defer { removeFiles() }
        let (site, _) = try await otherSite("bank-b")
        let path = try export(site)
        let head = site.log.head
        #expect(try await load(path, into: site).newCount == 0)
        #expect(site.log.head == head)
        let (twin, _) = try await otherSite("bank-b")
        let foreign = try export(twin)
        await #expect(throws: EventLogError.self) { try await load(foreign, into: site) }
        #expect(site.log.head == head)
    }
}
