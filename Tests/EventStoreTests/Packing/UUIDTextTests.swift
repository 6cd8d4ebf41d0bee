import Testing

@testable import EventStore

/// UUIDs as texts: one way to write each, and nothing else is one.
@Suite struct UUIDTextTests {
    private static let sample = "018f3a5c-7b1e-7c4d-9a2b-0123456789ef"

    @Test func textsAreReadAndWritten() throws {
        let uuid = try #require(UUIDText(Self.sample))
        #expect(
            uuid.bytes == [
                0x01, 0x8F, 0x3A, 0x5C, 0x7B, 0x1E, 0x7C, 0x4D, 0x9A, 0x2B, 0x01, 0x23, 0x45, 0x67,
                0x89, 0xEF,
            ])
        #expect(uuid.text == Array(Self.sample.utf8))
        var random = SeededRandom(seed: 1)
        for _ in 0..<1_000 {
            let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = bytes.withUnsafeBytes { UUIDText(bytes: $0).text }
            #expect(text.withUnsafeBytes { UUIDText($0)?.bytes } == bytes)
        }
    }

    @Test func everyOtherByteIsRefused() {
        let digits = Array("0123456789abcdef".utf8)
        for place in 0..<UUIDText.textCount {
            var text = Array(Self.sample.utf8)
            let isDash = text[place] == UInt8(ascii: "-")
            for byte in UInt8.min...UInt8.max {
                text[place] = byte
                let isGood = isDash ? byte == UInt8(ascii: "-") : digits.contains(byte)
                let read = text.withUnsafeBytes { UUIDText($0) }
                #expect((read != nil) == isGood, "byte \(byte) at \(place)")
                if let read { #expect(read.text == text) }
            }
        }
    }

    @Test func otherLengthsAreRefused() {
        #expect(UUIDText("")?.bytes == nil)
        #expect(UUIDText(String(Self.sample.dropLast()))?.bytes == nil)
        #expect(UUIDText(Self.sample + "0")?.bytes == nil)
    }
}
