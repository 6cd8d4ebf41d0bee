import EventStore
import Testing

@Suite struct CheckpointTests {
    private static let text = """
        example.com/behind-the-sofa
        20852163
        CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

        """

    /// The example of C2SP tlog-checkpoint.
    @Test func theExampleIsRead() throws {
        let checkpoint = try Checkpoint(text: Self.text)
        #expect(checkpoint.origin == "example.com/behind-the-sofa")
        #expect(checkpoint.size == 20_852_163)
        #expect(checkpoint.root.base64 == "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
        #expect(checkpoint.text == Self.text)
        let extended = try Checkpoint(text: Self.text + "more\n")
        #expect(extended.extensionLines == ["more"])
        #expect(extended.text == Self.text + "more\n")
    }

    @Test(
        arguments: [
            "a\n1\n", "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n18446744073709551616\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
            "a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
        ])
    func othersAreRefused(_ text: String) {
        #expect(throws: NoteError.self) { try Checkpoint(text: text) }
    }

    @Test func aSiteSignsItsLogAndAnotherCountersigns() async throws {
        let log = MemoryEventLog(site: "site a")
        try await log.append(5, to: "a")
        let (own, other) = (try Self.key("site a", 1), try Self.key("site-b", 2))
        let checkpoint = try log.checkpoint(origin: own.name)
        let note = try own.sign(checkpoint)
        let countersigned = note.adding([try other.cosign(note, atSeconds: 1_700_000_000)])

        let read = try SignedNote(countersigned.encoded)
        #expect(read == countersigned)
        #expect(try Checkpoint(text: read.text) == checkpoint)
        #expect(own.name == "site%20a")
        #expect(try own.verifier.verify(read) == nil)
        #expect(try other.cosignatureVerifier.verify(read) == 1_700_000_000)
        #expect(throws: NoteError.notSigned(by: "site-b")) { try other.verifier.verify(read) }
        #expect(throws: NoteError.notSigned(by: "site-b")) {
            try other.cosignatureVerifier.verify(note)
        }
        #expect(try VerifierKey(own.verifier.text) == own.verifier)
        #expect(try VerifierKey(other.cosignatureVerifier.text) == other.cosignatureVerifier)
        #expect(own.verifier.with(.cosignature) == own.cosignatureVerifier)
    }

    @Test func aSignatureOfAnotherTextIsNone() throws {
        let key = try Self.key("a", 1)
        let note = try key.sign(Checkpoint(origin: "a", size: 0, root: .empty))
        let time = try key.cosign(note, atSeconds: 7)
        let moved = SignedNote(
            text: Checkpoint(origin: "a", size: 1, root: .empty).text,
            signatures: note.signatures + [time])
        #expect(throws: NoteError.wrongSignature(of: "a")) { try key.verifier.verify(moved) }
        #expect(throws: NoteError.wrongSignature(of: "a")) {
            try key.cosignatureVerifier.verify(moved)
        }
    }

    static func key(_ site: String, _ seed: UInt8) throws -> SiteKey {
        try SiteKey(site: site, secret: [UInt8](repeating: seed, count: 32))
    }
}
