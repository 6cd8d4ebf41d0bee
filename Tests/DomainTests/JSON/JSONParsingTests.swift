import Domain
import Testing

@Suite struct JSONParsingTests {
    @Test(
        arguments: [
            ("null", nil), ("true", true), (" false\n", false), ("\"\"", ""), ("-0", 0),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number(9_223_372_036_854_775_808)),
            ("-0.0", .number(-0.0)), ("1.0", 1.0), ("1e2", .number(100)), ("2.5E-3", 0.0025),
            ("[]", []), ("[ ]", []), ("{}", [:]), ("{ }", [:]), ("[1,[2],{}]", [1, [2], [:]]),
            (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{c}\n\r\t")),
            (#""é\u00e9\ud83d\ude00\u0000""#, .string("éé😀\u{0}")),
        ] as [(String, JSONValue)])
    func reads(text: String, value: JSONValue) throws {
        #expect(try JSONValue(parsing: text) == value)
    }

    @Test func membersKeepTheirOrderAndTheLastOfEqualKeysWins() throws {
        let members = try #require(JSONValue(parsing: #"{"b":1,"a":2,"b":3}"#).object)
        #expect(members.keys == ["b", "a"])
        #expect(members["b"] == 3)
    }

    @Test(
        arguments: [
            ("", .unexpectedEnd, 1, 1), ("  \n ", .unexpectedEnd, 2, 2),
            ("[1,\n 2", .unexpectedEnd, 2, 3), ("\"abc", .unexpectedEnd, 1, 5),
            ("\"a\\", .unexpectedEnd, 1, 4), ("\"\\u00", .unexpectedEnd, 1, 6),
            ("tru", .unexpectedEnd, 1, 4), ("-", .unexpectedEnd, 1, 2),
            ("nul!", .valueExpected, 1, 4), ("[1,]", .valueExpected, 1, 4),
            ("// no", .valueExpected, 1, 1), ("{\"a\":}", .valueExpected, 1, 6),
            ("NaN", .valueExpected, 1, 1), ("\u{feff}{}", .valueExpected, 1, 1),
            ("{a:1}", .keyExpected, 1, 2), ("{\"a\":1,}", .keyExpected, 1, 8),
            ("{\"é\" 1}", .colonExpected, 1, 6), ("{\"a\":1\n\"b\"", .commaOrBraceExpected, 2, 1),
            ("[1 2]", .commaOrBracketExpected, 1, 4), ("01", .trailingText, 1, 2),
            ("+1", .valueExpected, 1, 1), ("-x", .badNumber, 1, 2), ("1.e2", .badNumber, 1, 3),
            ("[1e+]", .badNumber, 1, 5), (".5", .valueExpected, 1, 1),
            ("[1e999]", .numberTooLarge, 1, 2), ("\"\\x\"", .badEscape, 1, 3),
            ("\"\\u00g0\"", .badEscape, 1, 6), ("\"\\ud800\"", .loneSurrogate, 1, 4),
            ("\"\\udc00\\ud800\"", .loneSurrogate, 1, 4),
            ("\"\\ud800\\u0041\"", .loneSurrogate, 1, 4), ("\"\\ud800\\n\"", .loneSurrogate, 1, 4),
            ("\"a\tb\"", .controlCharacter, 1, 3), ("{}\n{}", .trailingText, 2, 1),
        ] as [(String, JSONSyntaxError.Reason, Int, Int)])
    func refuses(text: String, reason: JSONSyntaxError.Reason, line: Int, column: Int) {
        #expect(throws: JSONSyntaxError(reason, line: line, column: column)) {
            try JSONValue(parsing: text)
        }
    }

    @Test func refusesBytesThatAreNotUTF8() {
        let bytes: [UInt8] = [0x5B, 0x22, 0xC3, 0x28, 0x22, 0x5D]
        #expect(throws: JSONSyntaxError(.invalidUTF8, line: 1, column: 3)) {
            try JSONValue(parsing: bytes)
        }
    }

    @Test func nestsToTheLimitAndNoDeeper() throws {
        let depth = JSONValue.depthMax
        let deepest = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(try JSONValue(parsing: deepest).text() == deepest)
        #expect(throws: JSONSyntaxError(.tooDeep, line: 1, column: depth + 1)) {
            try JSONValue(parsing: "[" + deepest + "]")
        }
    }

    @Test func saysWhereAndWhy() {
        #expect(
            JSONSyntaxError(.keyExpected, line: 3, column: 7).description
                == "line 3, column 7: a key in double quotes was expected here")
    }
}
