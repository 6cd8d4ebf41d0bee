import Domain
import TestKit
import Testing

@Suite struct JSONTextTests {
    let value: JSONValue = ["b": [1, 2.5, nil], "a": ["é": true, "A": "x\u{1}\"\\\n"], "c": [:]]

    @Test func printsInOrderWithoutSpace() {
        #expect(
            value.text() == #"{"b":[1,2.5,null],"a":{"é":true,"A":"x\u0001\"\\\n"},"c":{}}"#)
    }

    @Test func sortsKeysByTheirBytes() {
        #expect(
            value.text(sortedKeys: true)
                == #"{"a":{"A":"x\u0001\"\\\n","é":true},"b":[1,2.5,null],"c":{}}"#)
    }

    @Test func indents() {
        let small: JSONValue = ["a": [1, []], "b": [:]]
        #expect(
            small.text(indent: 2) == """
                {
                  "a": [
                    1,
                    []
                  ],
                  "b": {}
                }
                """)
    }

    @Test(
        arguments: [
            (0.1, "0.1"), (1, "1.0"), (-0.0, "-0.0"), (1e21, "1e+21"),
            (.leastNonzeroMagnitude, "5e-324"),
            (.infinity, "null"), (.nan, "null"),
        ] as [(Double, String)])
    func printsTheShortestNumber(number: Double, text: String) {
        #expect(JSONValue.number(number).text() == text)
    }

    @Test(arguments: 0..<50 as Range<UInt64>)
    func whatIsPrintedReadsBackTheSame(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            let value = JSONValue.random(depth: 4, using: &random)
            #expect(try JSONValue(parsing: value.text()) == value)
            #expect(try JSONValue(parsing: value.utf8(indent: 1)) == value)
            let sorted = value.text(sortedKeys: true)
            #expect(try JSONValue(parsing: sorted).text() == sorted)
        }
    }
}

extension JSONValue {
    /// A value of any kind; keys of one object may be equal.
    static func random(depth: Int, using random: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
        case 0: return .null
        case 1: return .bool(.random(using: &random))
        case 2:
            return .integer(
                Int64(bitPattern: random.next()) >> Int64.random(in: 0..<64, using: &random))
        case 3:
            let number = Double(bitPattern: random.next())
            return .number(number.isFinite ? number : 0.5)
        case 4: return .string(randomText(using: &random))
        case 5:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                    self.random(depth: depth - 1, using: &random)
                })
        default:
            return .object(
                JSONObject(
                    (0..<Int.random(in: 0..<5, using: &random)).map { _ in
                        (
                            randomText(using: &random),
                            self.random(depth: depth - 1, using: &random)
                        )
                    }))
        }
    }

    private static func randomText(using random: inout SeededGenerator) -> String {
        let ranges: [ClosedRange<UInt32>] = [
            0...0x7F, 0x20...0x7E, 0x80...0xD7FF, 0xE000...0x10FFFF,
        ]
        let scalars = (0..<Int.random(in: 0..<8, using: &random)).compactMap { _ in
            ranges.randomElement(using: &random).flatMap {
                Unicode.Scalar(UInt32.random(in: $0, using: &random))
            }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }
}
