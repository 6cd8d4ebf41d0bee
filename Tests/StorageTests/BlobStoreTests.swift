import Storage
import Testing

@Suite struct BlobStoreTests {
    let directory = TemporaryDirectory()
    let store: BlobStore

    init() throws { store = try BlobStore(directory: directory.path) }

    @Test func bytesComeBackByTheirDigest() throws {
        let digest = try store.put(Array("abc".utf8))
        #expect(digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try store.get(digest) == Array("abc".utf8))
        #expect(store.contains(digest))
        #expect(try store.path(digest) == "\(directory.path)/ba/\(digest)")
    }

    @Test func keepingTwiceChangesNothing() throws {
        let large = [UInt8](repeating: 3, count: 3 << 20)
        #expect(try store.put(large) == store.put(large))
        #expect(directory.files.count == 1)
        #expect(try store.get(store.put(large)) == large)
        #expect(try store.get(store.put([])) == [])
    }

    @Test func bytesComeInPieces() throws {
        let pieces = [[UInt8](repeating: 3, count: 3 << 20), [], Array("abc".utf8)]
        let digest = try BlobStore(directory: directory.path + "/other").put(pieces.flatMap(\.self))
        try store.put(digest) { take in for piece in pieces { try take(piece) } }
        #expect(try store.get(digest) == pieces.flatMap(\.self))
        try store.put(digest) { _ in Issue.record("what is here is not read again") }
    }

    @Test func piecesThatAreNotTheDigestsAreNotKept() throws {
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let error = #expect(throws: StorageError.self) {
            try store.put(digest) { take in try take(Array("abd".utf8)) }
        }
        #expect(error?.code == .damaged)
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.put(digest) { take in
                try take(Array("ab".utf8))
                throw Stop()
            }
        }
        #expect(throws: StorageError.self) { try store.put("../etc/passwd") { _ in } }
        #expect(!store.contains(digest) && directory.files == ["ba"])
    }

    @Test func aChangedBlobIsNotGiven() throws {
        let digest = try store.put(Array("abc".utf8))
        _ = directory.write("abd", to: "ba/\(digest)")
        let error = #expect(throws: StorageError.self) { try store.get(digest) }
        #expect(error?.code == .damaged)
    }

    @Test(arguments: ["", "../../../etc/passwd", String(repeating: "a", count: 64)])
    func anUnknownDigestIsNotFound(digest: String) {
        let error = #expect(throws: StorageError.self) { try store.get(digest) }
        #expect(error?.code == .notFound)
        #expect(!store.contains(digest))
    }
}
