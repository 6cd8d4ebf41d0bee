import Testing

@testable import API

@Suite struct MultipartParserTests {
    static let body =
        "preamble\r\n--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--X \t\r\n"
        + "content-disposition: form-data; name=\"file\"; filename=\"a;\\\"b.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\nid,x\r\n1,2\r\n--Y\r\n\r\r\n--\r\n3,4\n\r\n--X\r\n"
        + "Content-Disposition: form-data; name=empty\r\n\r\n\r\n--X--\r\nepilogue --X"

    /// Parts with their whole content.
    func parts(_ pieces: [ArraySlice<UInt8>]) throws -> [String] {
        var parser = MultipartParser(boundary: "X")
        var parts: [String] = []
        for event in try pieces.flatMap({ try parser.feed($0) }) {
            switch event {
            case .part(let header): parts.append("\(header.name)|\(header.fileName ?? "-")|")
            case .content(let bytes):
                parts[parts.count - 1] += String(decoding: bytes, as: UTF8.self)
            case .partEnd: parts[parts.count - 1] += "|"
            }
        }
        try parser.finish()
        return parts
    }

    let expected = [
        "a|-|1|", "file|a;\"b.csv|id,x\r\n1,2\r\n--Y\r\n\r\r\n--\r\n3,4\n|", "empty|-||",
    ]

    @Test func theWholeBodyAtOnce() throws {
        #expect(try parts([Array(Self.body.utf8)[...]]) == expected)
    }

    @Test func everyPlaceOfACut() throws {
        let bytes = Array(Self.body.utf8)
        for place in 0...bytes.count {
            #expect(try parts([bytes[..<place], bytes[place...]]) == expected, "cut at \(place)")
        }
    }

    @Test(arguments: 1...9)
    func piecesOfOneSize(_ size: Int) throws {
        let bytes = Array(Self.body.utf8)
        let pieces = stride(from: 0, to: bytes.count, by: size).map {
            bytes[$0..<min($0 + size, bytes.count)]
        }
        #expect(try parts(pieces) == expected)
    }

    @Test func aCutConnectionIsNoticed() throws {
        let bytes = Array(Self.body.utf8)
        let end = Self.body.utf8.count - "--\r\nepilogue --X".utf8.count
        for count in stride(from: 0, through: end, by: 7) {
            #expect(throws: MultipartError.self) { try parts([bytes[..<count]]) }
        }
    }

    @Test(arguments: [
        "--X\r\n\r\nno headers\r\n--X--", "--Xtra\r\n\r\n\r\n--X--",
        "--X\r\nContent-Type: a\r\n\r\n",
        "--X\r\nContent-Disposition: form-data\r\n\r\n\r\n--X--", "", "nothing of a form",
        "--X\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n\r\n--X--",
    ])
    func whatIsNoFormIsRefused(_ body: String) {
        #expect(throws: MultipartError.self) { try parts([Array(body.utf8)[...]]) }
    }

    @Test func endlessHeadersAreRefused() {
        let line = "X-Filler: \(String(repeating: "x", count: 1_000))\r\n"
        let body = "--X\r\n" + String(repeating: line, count: 20)
        #expect(throws: MultipartError.self) { try parts([Array(body.utf8)[...]]) }
    }
}
