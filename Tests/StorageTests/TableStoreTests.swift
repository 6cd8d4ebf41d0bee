import Domain
import Glibc
import Storage
import Testing

@Suite struct TableStoreTests {
    let directory = TemporaryDirectory()
    let store: TableStore
    let schema = TableSchema(kind: .raw, idName: "id", header: ["x0"])

    init() throws { store = try TableStore(directory: directory.path) }

    private func rows(_ numbers: some Sequence<Int>) -> [(key: [UInt8], value: [UInt8])] {
        numbers.map { (Array("key\($0)".utf8), Array("value \($0)".utf8)) }
    }

    @Test func rowsComeBackInKeyOrder() throws {
        let content = try store.write(schema: schema, partitions: 4, rows: rows([3, 1, 2]))
        #expect(content.count == 3)
        #expect(content.partitions == 4)
        #expect(content.schema == schema)
        #expect(directory.files == [content.file])

        let reader = try store.open(content)
        #expect(try reader.first(2).map(\.key) == rows([1, 2]).map(\.key))
        #expect(try reader.get(Array("key3".utf8)) == Array("value 3".utf8))
        #expect(try reader.get(Array("key4".utf8)) == nil)
        #expect(try reader.get([]) == nil)
        try reader.verify()
    }

    @Test func pagesFollowOneAnother() throws {
        let content = try store.write(schema: schema, partitions: 1, rows: rows(10..<35))
        let reader = try store.open(content)
        var found: [[UInt8]] = []
        while true {
            let page = try reader.page(after: found.last, limit: 10)
            if page.isEmpty { break }
            found += page.map(\.key)
        }
        #expect(found == rows(10..<35).map(\.key))
        #expect(try reader.page(after: Array("key20x".utf8), limit: 1)[0].key == rows([21])[0].key)
    }

    @Test func theDigestDoesNotDependOnTheOrderOfWriting() throws {
        var random = SystemRandomNumberGenerator()
        let ordered = try store.write(schema: schema, partitions: 1, rows: rows(0..<500))
        let shuffled = try store.write(
            schema: schema, partitions: 1, rows: rows((0..<500).shuffled(using: &random)))
        let other = try store.write(schema: schema, partitions: 1, rows: rows(1..<501))
        #expect(ordered.digest == shuffled.digest)
        #expect(ordered.file != shuffled.file)
        #expect(ordered.digest != other.digest)
    }

    @Test func theDigestSeesWhereAKeyEnds() throws {
        let one = try store.write(schema: schema, partitions: 1, rows: [([1], [2, 3])])
        let other = try store.write(schema: schema, partitions: 1, rows: [([1, 2], [3])])
        #expect(one.digest != other.digest)
    }

    @Test func anEmptyTableHasTheDigestOfNothing() throws {
        let content = try store.write(schema: schema, partitions: 1, rows: [])
        #expect(
            content.digest == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(try store.open(content).first(5).isEmpty)
    }

    @Test func nothingIsVisibleBeforeTheEnd() throws {
        var writer: TableWriter? = try store.writer(schema: schema, partitions: 1)
        try writer?.put([1], [1])
        #expect(directory.files.allSatisfy { $0.hasSuffix(".tmp") })
        writer = nil
        #expect(!directory.files.contains { $0.contains(".") })
    }

    @Test(arguments: [[[], [1]], [[1], [1]], [[UInt8](repeating: 1, count: 512)]])
    func aBadKeyLeavesNothingBehind(keys: [[UInt8]]) {
        let error = #expect(throws: StorageError.self) {
            try store.write(schema: schema, partitions: 1, rows: keys.map { ($0, []) })
        }
        #expect(error?.code == .badKey)
        #expect(!directory.files.contains { $0.contains(".") })
    }

    @Test func aKeyOf511BytesIsTheLongest() throws {
        let key = [UInt8](repeating: 7, count: TableWriter.keyBytesMax)
        let content = try store.write(schema: schema, partitions: 1, rows: [(key, [1])])
        #expect(try store.open(content).get(key) == [1])
    }

    @Test func theFileGrowsAsNeeded() throws {
        let value = [UInt8](repeating: 5, count: 3 << 20)
        let big = (0..<20).map { (key: [UInt8($0)], value: value) }
        let content = try store.write(schema: schema, partitions: 1, rows: big)
        #expect(try store.open(content).get([19])?.count == 3 << 20)
    }

    @Test func removedContentIsGone() throws {
        let content = try store.write(schema: schema, partitions: 1, rows: rows(0..<3))
        try store.remove(content)
        try store.remove(content)
        let error = #expect(throws: StorageError.self) { try store.open(content) }
        #expect(error?.code == .notFound)
    }

    @Test(arguments: ["../../etc/passwd", "", "ab/ab.mdb", "AB/ABcdef0123456789abcdef01234567.mdb"])
    func aNameLeadsNowhereElse(file: String) {
        let content = TableContent(
            file: file, digest: "", count: 0, partitions: 1, schema: schema)
        let error = #expect(throws: StorageError.self) { try store.open(content) }
        #expect(error?.code == .notFound)
    }

    @Test func damageIsNoticed() throws {
        let content = try store.write(schema: schema, partitions: 1, rows: rows(0..<1000))
        var fewer = content
        fewer.count = 999
        #expect(throws: StorageError.self) { try store.open(fewer) }
        var other = content
        other.digest = String(repeating: "0", count: 64)
        let error = #expect(throws: StorageError.self) { try store.open(other).verify() }
        #expect(error?.code == .damaged)

        truncate("\(directory.path)/\(content.file)", 8192)
        #expect(throws: StorageError.self) { try store.open(content) }
        truncate("\(directory.path)/\(content.file)", 10)
        #expect(throws: StorageError.self) { try store.open(content) }
    }

    @Test func theSweepKeepsWhatIsNamedAndWhatIsYoung() throws {
        let kept = try store.write(schema: schema, partitions: 1, rows: rows(0..<3))
        let lost = try store.write(schema: schema, partitions: 1, rows: rows(0..<4))
        let killed = lost.file.replacing(".mdb", with: ".tmp")
        rename("\(directory.path)/\(lost.file)", "\(directory.path)/\(killed)")
        #expect(try store.sweep(keeping: [kept.file]) == [])
        #expect(try store.sweep(keeping: [kept.file], idleSeconds: 0) == [killed])
        #expect(try store.open(kept).count == 3)
    }

    @Test func manyReadAndWriteAtOnce() async throws {
        let shared = try store.write(schema: schema, partitions: 1, rows: rows(0..<200))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<16 {
                group.addTask {
                    let written = try store.write(
                        schema: schema, partitions: 1, rows: rows(0..<number))
                    #expect(try store.open(written).count == number)
                    #expect(try store.open(shared).page(limit: 1000).count == 200)
                }
            }
            try await group.waitForAll()
        }
    }
}
