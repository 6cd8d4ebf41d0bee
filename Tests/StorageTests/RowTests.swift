import Domain
import Storage
import Testing

@Suite struct RowTests {
    let directory = TemporaryDirectory()
    let store: TableStore

    init() throws { store = try TableStore(directory: directory.path) }

    private func instances(labels: Bool, matchIDs: Bool) -> Instances {
        Instances(
            schema: TableSchema(
                kind: .instances, idName: "id", header: ["x0", "x1"],
                labelName: labels ? "y" : nil, matchIDName: matchIDs ? "phone" : nil),
            ids: ["1", "10", "2"],
            features: Matrix(rows: 3, columns: 2, values: [0.5, -1, .infinity, 2e-9, 0, 1.0 / 3]),
            labels: labels ? [1, 0, 0.5] : nil, matchIDs: matchIDs ? ["a", "", "ä"] : nil)
    }

    @Test(arguments: [true, false], [true, false])
    func instancesComeBack(labels: Bool, matchIDs: Bool) throws {
        let instances = instances(labels: labels, matchIDs: matchIDs)
        let content = try store.write(instances, partitions: 2)
        #expect(content.count == 3)
        #expect(try store.instances(content) == instances)
    }

    @Test func instancesWithoutRowsKeepTheirSchema() throws {
        var empty = instances(labels: true, matchIDs: false)
        empty = Instances(
            schema: empty.schema, ids: [], features: Matrix(rows: 0, columns: 2, values: []),
            labels: [])
        #expect(try store.instances(store.write(empty, partitions: 1)) == empty)
    }

    @Test func missingFeaturesStayMissing() throws {
        var instances = instances(labels: false, matchIDs: false)
        instances.features[1, 1] = .nan
        let read = try store.instances(store.write(instances, partitions: 1))
        #expect(read.features[1, 1].isNaN)
        #expect(read.features[0, 1] == -1)
    }

    @Test func predictionsComeBack() throws {
        let predictions = [
            Prediction(
                id: "7", label: 1, predictedLabel: 0, score: 0.25,
                detail: [
                    .init(label: "0", probability: 0.75), .init(label: "1", probability: 0.25),
                ],
                type: "train"),
            Prediction(id: "8", label: 0.5, predictedLabel: 0, score: 0, detail: [], type: ""),
        ]
        let content = try store.write(predictions, partitions: 1)
        #expect(try store.predictions(content) == predictions)
        let (header, rows) = try store.open(content).textRows()
        #expect(
            header == ["id", "label", "predict_result", "predict_score", "predict_detail", "type"])
        #expect(rows[0] == ["7", "1", "0", "0.25", #"{"0": 0.75, "1": 0.25}"#, "train"])
        #expect(rows[1][1] == "0.5")
    }

    @Test func rowsReadAsText() throws {
        let content = try store.write(instances(labels: true, matchIDs: true), partitions: 1)
        let (header, rows) = try store.open(content).textRows(limit: 1)
        #expect(header == ["id", "phone", "y", "x0", "x1"])
        #expect(rows == [["1", "a", "1", "0.5", "-1.0"]])

        let raw = TableSchema(kind: .raw, idName: "", header: ["a", "b"], delimiter: ";")
        let lines = try store.write(
            schema: raw, partitions: 1, rows: [(Array("k".utf8), Array("1;".utf8))])
        #expect(try store.open(lines).textRows().header == ["sid", "a", "b"])
        #expect(try store.open(lines).textRows().rows == [["k", "1", ""]])

        let keys = TableSchema(kind: .keys, idName: "id", header: [])
        let only = try store.write(schema: keys, partitions: 1, rows: [(Array("k".utf8), [])])
        #expect(try store.open(only).textRows().rows == [["k"]])
    }

    @Test func rowsOfAnotherKindAreRefused() throws {
        let content = try store.write(instances(labels: true, matchIDs: true), partitions: 1)
        let error = #expect(throws: StorageError.self) { try store.predictions(content) }
        #expect(error?.code == .wrongKind)
    }

    /// Bytes on disk are input: no row of any bytes ends the process.
    @Test func damagedRowsAreRefused() throws {
        let schema = instances(labels: true, matchIDs: true).schema
        var random = SystemRandomNumberGenerator()
        for _ in 0..<300 {
            let bytes = (0..<Int.random(in: 0..<40)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            var content = try store.write(schema: schema, partitions: 1, rows: [([1], bytes)])
            _ = try? store.instances(content)
            content.schema.kind = .predictions
            _ = try? store.predictions(content)
            _ = try? store.open(content).textRows()
        }
        let short = try store.write(schema: schema, partitions: 1, rows: [([1], [0, 1, 2])])
        let error = #expect(throws: StorageError.self) { try store.instances(short) }
        #expect(error?.code == .damaged)
    }
}
