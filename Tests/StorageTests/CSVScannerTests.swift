import Domain
import Storage
import Testing

@Suite struct CSVScannerTests {
    private func scan(
        _ text: String, _ format: CSVFormat = CSVFormat()
    ) throws(CSVError) -> (rows: [CSVRow], schema: TableSchema) {
        var scanner = CSVScanner(format: format, lineBytesMax: 60)
        var rows = try scanner.feed(Array(text.utf8))
        rows += try scanner.finish()
        return (rows, scanner.schema)
    }

    private func text(_ rows: [CSVRow]) -> [String] {
        rows.map { String(decoding: $0.key + [0x7c] + $0.value, as: UTF8.self) }
    }

    @Test func theFirstFieldIsTheIDAndTheRestTheValue() throws {
        let (rows, schema) = try scan("id,y,x0\n1,0,0.5 \r\n2,1,-3\t\n\n  \n")
        #expect(text(rows) == ["1|0,0.5", "2|1,-3"])
        #expect(schema == TableSchema(kind: .raw, idName: "id", header: ["y", "x0"]))
    }

    @Test func aFileMayEndWithoutALineEnd() throws {
        #expect(text(try scan("id,a\n1,ä").rows) == ["1|ä"])
        #expect(text(try scan("\u{feff}id,a\n1,2").rows) == ["1|2"])
        #expect(try scan("\u{feff}id,a\n1,2").schema.idName == "id")
    }

    @Test func missingLastFieldsStayFields() throws {
        #expect(text(try scan("id,a,b\n1,,\n").rows) == ["1|,"])
        let tabs = CSVFormat(delimiter: "\t")
        #expect(text(try scan("id\ta\tb\n1\t\t\r\n", tabs).rows) == ["1|\t"])
        let long = CSVFormat(delimiter: "||")
        #expect(text(try scan("id||a||b\n1||2|3||4\n", long).rows) == ["1|2|3||4"])
    }

    @Test func withoutAHeaderTheFirstLineIsARow() throws {
        let (rows, schema) = try scan("1,2\n3,4\n", CSVFormat(hasHeader: false))
        #expect(text(rows) == ["1|2", "3|4"])
        #expect(schema.idName.isEmpty && schema.header.isEmpty)
    }

    @Test func idsMayBeAdded() throws {
        let added = CSVFormat(ids: .added(run: "run"))
        let (rows, schema) = try scan("a,b\n1,2\n1,2\n", added)
        #expect(text(rows) == ["run0|1,2", "run1|1,2"])
        #expect(schema.idName == "extend_sid")
        #expect(schema.header == ["a", "b"])
        let counted = CSVFormat(hasHeader: false, ids: .rowNumber)
        #expect(text(try scan("1,2\n1,2\n", counted).rows) == ["0|1,2", "1|1,2"])
    }

    @Test func sparseRowsMayDiffer() throws {
        let sparse = CSVFormat(hasHeader: false, allowsRaggedRows: true)
        #expect(text(try scan("1,a:1,b:2\n2,b:3\n", sparse).rows) == ["1|a:1,b:2", "2|b:3"])
    }

    @Test(arguments: [
        ("", CSVError.Code.emptyFile, 1, "Line 1: the file is empty; choose a file with rows"),
        ("\n\n", .emptyFile, 1, "Line 1: the file is empty; choose a file with rows"),
        ("id,a\n", .headerOnly, 1, "Line 1: the file has a header and no rows; add rows"),
        ("id,a,a\n1,2,3", .badHeader, 1, "Line 1: columns 2 and 3 are both named a; rename one"),
        ("id,,a\n1,2,3", .badHeader, 1, "Line 1: column 2 has no name; give it one"),
        ("id,a\n1,2\n\n3,4", .blankLine, 3, "Line 3: the line is blank; remove it"),
        (
            "id,a\n1,2\n3,4,5", .raggedRow, 3,
            "Line 3: the row has 3 columns, line 1 has 2; give every row the same columns, "
                + "or set id_delimiter"
        ),
        ("id,a\n,2", .emptyID, 2, "Line 2: the id is empty; give each row an id"),
        (
            "id,a\n1,2\n2,2\n1,3", .duplicateID, 4,
            "Line 4: the id 1 is also in line 2; remove one, or upload with extend_sid"
        ),
        (
            "id,a\n1,\(String(repeating: "2", count: 60))", .longLine, 2,
            "Line 2: the line is longer than 60 bytes; is this a text file of lines?"
        ),
    ])
    func aFaultIsNamed(text: String, code: CSVError.Code, line: Int, message: String) {
        let error = #expect(throws: CSVError.self) { try scan(text) }
        #expect(error?.code == code)
        #expect(error?.line == line)
        #expect(error?.message == message)
    }

    @Test func whatIsNotTextIsRefused() {
        var scanner = CSVScanner(format: CSVFormat())
        let error = #expect(throws: CSVError.self) {
            try scanner.feed(Array("id,a\n1,".utf8) + [0xff, 0x0a])
        }
        #expect(error?.code == .notUTF8)
        #expect(error?.line == 2)
    }

    @Test func anIDIsAKey() {
        var scanner = CSVScanner(format: CSVFormat())
        let error = #expect(throws: CSVError.self) {
            try scanner.feed(Array("id,a\n\(String(repeating: "i", count: 512)),2\n".utf8))
        }
        #expect(error?.code == .longID)
    }

    /// Whatever pieces a file comes in, the rows are the same.
    @Test func piecesDoNotMatter() throws {
        let text = "\u{feff}id;ä;b\r\n1;ü;2\r\n2;;\r\n\u{1f600};x;y\n\n"
        let bytes = Array(text.utf8)
        let format = CSVFormat(delimiter: ";")
        let whole = try scan(text, format)
        #expect(self.text(whole.rows) == ["1|ü;2", "2|;", "\u{1f600}|x;y"])
        for first in 0...bytes.count {
            for second in first...bytes.count {
                var scanner = CSVScanner(format: format)
                var rows = try scanner.feed(Array(bytes[..<first]))
                rows += try scanner.feed(Array(bytes[first..<second]))
                rows += try scanner.feed(Array(bytes[second...]))
                rows += try scanner.finish()
                #expect(rows == whole.rows)
                #expect(scanner.schema == whole.schema)
            }
        }
    }

    /// The same fault is found in the same line, whatever pieces a file comes in.
    @Test(arguments: ["id,a\n1,2\n\n3,4\n", "id,a\n1,2\n1,4\n", "id,a\n1,2\n1,4,5\n", "id,a\n,4\n"])
    func piecesDoNotHideFaults(text: String) {
        let bytes = Array(text.utf8)
        let whole = #expect(throws: CSVError.self) { try scan(text) }
        for place in 0...bytes.count {
            let error = #expect(throws: CSVError.self) {
                var scanner = CSVScanner(format: CSVFormat())
                try scanner.feed(Array(bytes[..<place]))
                try scanner.feed(Array(bytes[place...]))
                try scanner.finish()
            }
            #expect(error == whole)
        }
    }
}
