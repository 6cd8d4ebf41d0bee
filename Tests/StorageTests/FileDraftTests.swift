import Glibc
import Storage
import Testing

@Suite struct FileDraftTests {
    let directory = TemporaryDirectory()
    private var path: String { "\(directory.path)/result.json" }

    @Test(arguments: [false, true])
    func whatWasThereStaysUntilTheDraftIsPublished(_ isDurable: Bool) throws {
        try SmallFile.replace(path, with: [1], isDurable: false)
        let draft = try FileDraft(of: path, mode: 0o640)
        #expect(try SmallFile.read(path) == [1])
        try draft.publish([2, 3], isDurable: isDurable)
        #expect(try SmallFile.read(path) == [2, 3])
        #expect(try SmallFile.names(in: directory.path) == ["result.json"])
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o640)
    }

    @Test func aDraftInNoDirectoryNamesThePath() {
        let error = #expect(throws: StorageError.self) {
            _ = try FileDraft(of: "\(directory.path)/none/result.json", mode: 0o640)
        }
        #expect(error?.message.contains("none/result.json") == true)
    }

    @Test func aDraftThatIsNotPublishedIsRemoved() throws {
        func drop() throws {
            let draft = try FileDraft(of: path, mode: 0o640)
            #expect(try SmallFile.names(in: directory.path).count == 1)
            _ = consume draft
        }
        try drop()
        #expect(try SmallFile.names(in: directory.path) == [])
    }

    @Test func aDraftThatCannotBePublishedIsRemoved() throws {
        // A file does not take the place of a directory.
        try SmallFile.makeDirectories("\(path)/full")
        #expect(throws: StorageError.self) {
            try FileDraft(of: path, mode: 0o640).publish([1], isDurable: false)
        }
        #expect(try SmallFile.names(in: directory.path) == ["result.json"])
    }
}
