import Domain
import EventStore
import Foundation
import Journal
import Projections
import Scheduler
import TestKit
import Testing

/// Two sites in one process show each other their logs.
@Suite struct PeerServiceTests {
    let alpha: SimulatedPeer
    let beta: SimulatedPeer

    init() throws {
        alpha = try SimulatedPeer("alpha", secret: 1)
        beta = try SimulatedPeer("beta", secret: 2)
    }

    @Test func eachMessageIsSeenAndCountersigned() async throws {
        for cores in 1...5 {
            try await alpha.work(cores)
            let size = alpha.log.treeSize
            try await alpha.show(to: beta)
            let seen = try #require(try await beta.knows("alpha").seen)
            #expect(seen.root.size == size)
            #expect(seen.root.root == (try alpha.log.treeRoot(at: size)).description)
            let own = try #require(try await alpha.knows("beta").countersigned)
            #expect(own.root == seen.root)
            let note = try SignedNote(Array(own.note.utf8))
            #expect(try beta.key.cosignatureVerifier.verify(note) != nil)
        }
        // The other way round, over the same streams.
        try await beta.show(to: alpha)
        #expect(try await alpha.knows("beta").seen?.root.size == beta.log.treeSize - 1)
        #expect(try await alpha.knows("beta").countersigned != nil)
    }

    @Test func theSameOfferTwiceIsAnsweredTheSame() async throws {
        try await alpha.work(1)
        let offer = try await alpha.service.offer(to: "beta")
        let first = try await beta.service.receive(offer, from: "alpha")
        let head = beta.log.head
        #expect(try await beta.service.receive(offer, from: "alpha") == first)
        #expect(beta.log.head == head)
    }

    @Test func aLateMessageChangesNothing() async throws {
        try await alpha.work(1)
        let late = try await alpha.service.offer(to: "beta")
        try await alpha.work(2)
        let newer = try await alpha.service.offer(to: "beta")
        _ = try await beta.service.receive(newer, from: "alpha")
        #expect(try await beta.service.receive(late, from: "alpha") == .outdated)
        #expect(try await beta.knows("alpha").fork == nil)
    }

    @Test func aProofFromElsewhereIsAskedForAgain() async throws {
        try await alpha.work(1)
        try await alpha.show(to: beta)
        let known = alpha.log.treeSize - 1
        try await alpha.work(2)
        let offer = try await alpha.service.offer(to: "beta", from: 0)
        #expect(try await beta.service.receive(offer, from: "alpha") == .prove(from: known))
        // The exchange itself sends it again by itself.
        try await alpha.show(to: beta)
        #expect(try await beta.knows("alpha").seen?.root.size ?? 0 > known)
    }

    @Test func anotherHistoryIsAForkAndStaysOne() async throws {
        try await alpha.work(1)
        try await alpha.show(to: beta)
        // The same site with the same key, and another past.
        let liar = try SimulatedPeer("alpha", secret: 1)
        for cores in 10...15 { try await liar.work(cores) }
        let known = try #require(try await beta.knows("alpha").seen?.root)
        let offer = try await liar.service.offer(to: "beta", from: known.size)
        guard case .forked(let fork) = try await beta.service.receive(offer, from: "alpha") else {
            Issue.record("the fork was not noticed")
            return
        }
        #expect(fork.sign == .noContinuation)
        #expect(fork.known == known)
        #expect(try await beta.knows("alpha").fork == fork)
        let events = try beta.log.events(after: .origin, limit: 99).map(\.envelope.type)
        #expect(events.last == "peer.fork_detected")
        // The honest history does not help any more: somebody must look after it.
        let honest = try await alpha.service.offer(to: "beta")
        #expect(try await beta.service.receive(honest, from: "alpha") == .forked(fork))
        await #expect(throws: PeerProblem.self) {
            try await liar.service.take(.forked(fork), from: "beta")
        }
        #expect(beta.log.head.number == UInt64(events.count))
    }

    @Test func anotherRootAtTheSameSizeIsAFork() async throws {
        try await alpha.work(1)
        let offer = try await alpha.service.offer(to: "beta")
        _ = try await beta.service.receive(offer, from: "alpha")
        let liar = try SimulatedPeer("alpha", secret: 1)
        try await liar.work(7)
        let other = try await liar.service.offer(to: "beta")
        guard case .forked(let fork) = try await beta.service.receive(other, from: "alpha") else {
            Issue.record("the fork was not noticed")
            return
        }
        #expect(fork.sign == .otherRoot)
        #expect(!fork.knownNote.isEmpty && !fork.givenNote.isEmpty)
    }

    @Test func aForkIsShownInTheRows() async throws {
        try await anotherHistoryIsAForkAndStaysOne()
        let views = try ViewStore()
        try await Projector.rebuild(views, from: beta.log, upTo: beta.log.head)
        let peer = try #require(try await views.peers(forkedOnly: true).first)
        #expect(peer["f_site"] == "alpha")
        #expect(peer["f_fork"]?.string?.contains("does not continue") == true)
        #expect(peer["f_size"]?.integer == 1)
    }

    @Test func strangersAndForgersAreRefused() async throws {
        try await alpha.work(1)
        let offer = try await alpha.service.offer(to: "beta")
        var changed = offer
        changed.note = offer.note.replacing("\n1\n", with: "\n2\n")
        for (bad, site) in [(changed, "alpha"), (offer, "gamma")] {
            await #expect(throws: PeerProblem.self) {
                try await beta.service.receive(bad, from: site)
            }
        }
        _ = try await beta.service.receive(offer, from: "alpha")
        // Another key for the same name.
        let other = try SimulatedPeer("alpha", secret: 9, log: alpha.log)
        try await other.work(2)
        let stranger = try await other.service.offer(to: "beta")
        await #expect(throws: PeerRejection.self) {
            try await beta.service.receive(stranger, from: "alpha")
        }
        // A countersignature of what was never signed.
        let answer = try await beta.service.receive(offer, from: "alpha")
        guard case .countersigned(let note, let key) = answer else {
            Issue.record("\(answer)")
            return
        }
        let bad = CheckpointAnswer.countersigned(
            note: note.replacing("\n1\n", with: "\n2\n"), key: key)
        await #expect(throws: PeerProblem.self) { try await alpha.service.take(bad, from: "beta") }
    }

    @Test func evidenceIsProvedAgainstACountersignedCheckpoint() async throws {
        let site = try await SimulatedSite()
        let job = try await site.running {
            let submitted = try await site.jobs.submit(
                dsl: JobDocuments.dsl(["a": []]), conf: JobDocuments.conf(), site.context)
            _ = try await site.end(of: submitted.job)
            return submitted.job
        }
        let key = try SiteKey.test("test")
        let peer = try SimulatedPeer("test", secret: 7, log: site.log)
        try await peer.show(to: beta)
        let folder = ScratchDirectory()
        try JobEvidence(log: site.log, key: key).write(
            job, for: .auditor, to: folder.path("evidence"), segment: folder.path("segment"),
            createdAt: site.clock.now())
        let text = try String(contentsOfFile: folder.path("evidence"), encoding: .utf8)
        #expect(text.contains("  Countersigned by beta at "))
        let file = try EvidenceFile(
            path: folder.path("evidence"), unpackingTo: folder.path("again"))
        #expect(try file.verify(key: key.verifier).countersigners.map(\.name) == ["beta"])
        let answer = try EvidenceProgram.run([
            "--key", key.verifier.text, "--cosignature-key", beta.key.cosignatureVerifier.text,
            folder.path("evidence"),
        ])
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.contains("1 cosignatures checked"))
        let stranger = try EvidenceProgram.run([
            "--cosignature-key", alpha.key.cosignatureVerifier.text, folder.path("evidence"),
        ])
        #expect(stranger.status == 1)
    }
}
