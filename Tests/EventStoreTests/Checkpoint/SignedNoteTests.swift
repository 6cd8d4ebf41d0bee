import EventStore
import Testing

@Suite struct SignedNoteTests {
    /// The example of Go's package golang.org/x/mod/sumdb/note.
    private static let known = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """
    private static let knownKey =
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    @Test func aNoteOfAnotherProgramHolds() throws {
        let note = try SignedNote(Array(Self.known.utf8))
        let key = try VerifierKey(Self.knownKey)
        try key.verify(note)
        #expect(note.encoded == Array(Self.known.utf8))
        #expect(note.text.hasSuffix("problem is.\n"))
        #expect(key.text == Self.knownKey)
        #expect(key.name == "PeterNeumann")
    }

    @Test func everyChangeOfAByteIsNoticed() throws {
        let key = try VerifierKey(Self.knownKey)
        let bytes = Array(Self.known.utf8)
        for index in bytes.indices {
            for bit in 0..<8 {
                var changed = bytes
                changed[index] ^= 1 << UInt8(bit)
                #expect(throws: NoteError.self, "byte \(index), bit \(bit)") {
                    try key.verify(try SignedNote(changed))
                }
            }
        }
    }

    @Test(
        arguments: [
            ("", .missingNewline), ("text\n", .missingSignatures),
            ("text\n\n", .missingSignatures),
            ("text\n\n\u{2014} a AAAAAAA=", .missingNewline),
            ("\n\u{2014} a AAAAAAA=\n", .missingSignatures),
            ("a\tb\n\n\u{2014} a AAAAAAA=\n", .notPlainText),
            (
                "text\n\n- a AAAAAAA=\n",
                .signatureLine(1, "it does not begin with an em dash and a space")
            ),
            (
                "text\n\n\u{2014} a+b AAAAAAA=\n",
                .signatureLine(1, "it is not a key's name, a space and a signature")
            ),
            (
                "text\n\n\u{2014} a AAAAAAA=\n\u{2014} b AAAAAA==\n",
                .signatureLine(2, "the signature is not base 64 of 5 bytes or more")
            ),
            (
                "text\n\n\u{2014} a AAAAAAB=\n",
                .signatureLine(1, "the signature is not base 64 of 5 bytes or more")
            ),
        ] as [(String, NoteError)])
    func badNotesAreRefused(_ note: String, _ error: NoteError) {
        #expect(throws: error) { try SignedNote(Array(note.utf8)) }
    }

    @Test func otherBytesAreRefused() {
        #expect(throws: NoteError.notPlainText) { try SignedNote([0xFF, 0x0A]) }
        let large = [UInt8](repeating: 0x61, count: SignedNote.bytesMax + 1)
        #expect(
            throws: NoteError.tooLarge(bytes: large.count, limit: SignedNote.bytesMax)
        ) { try SignedNote(large) }
    }

    @Test(
        arguments: [
            "", "name", "name+00000000",
            "a b+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10",
        ])
    func badKeysAreRefused(_ text: String) {
        #expect(throws: NoteError.self) { try VerifierKey(text) }
    }
}
