import Domain
import Foundation
import Journal
import TestKit
import Testing

/// Every event type has one golden example. Editing an old one would close old logs.
///
/// A new type's file is written by `CLOTHO_WRITE_GOLDEN=1 swift test --filter GoldenEventTests`.
@Suite struct GoldenEventTests {
    /// What a golden file holds.
    struct Golden: Codable, Equatable {
        let type: String
        let schema: UInt16
        /// Protobuf bytes in hex.
        let payload: String
        /// The event in Swift's words, for the reader only.
        let event: String
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "fixtures/events")

    static func decoded(_ encoded: EncodedEvent) throws -> String {
        switch encoded.type.prefix(while: { $0 != "." }) {
        case "job": "\(try JobDecider.decode(encoded))"
        case "party": "\(try PartyDecider.decode(encoded))"
        case "engine": "\(try EngineDecider.decode(encoded))"
        case "peer": "\(try PeerDecider.decode(encoded))"
        case "site": "\(try SiteDecider.decode(encoded))"
        case "model": "\(try ModelDecider.decode(encoded))"
        case "table": "\(try TableDecider.decode(encoded))"
        default: "\(try TrackingDecider.decode(encoded))"
        }
    }

    static func golden(of encoded: EncodedEvent) throws -> Golden {
        Golden(
            type: encoded.type, schema: encoded.schema,
            payload: encoded.payload.map { String(format: "%02x", $0) }.joined(),
            event: try decoded(encoded))
    }

    @Test func everyTypeIsWrittenAsItsGoldenFileSays() throws {
        let isWriting = ProcessInfo.processInfo.environment["CLOTHO_WRITE_GOLDEN"] == "1"
        for encoded in try EventSamples.encoded() {
            let golden = try Self.golden(of: encoded)
            let file = Self.folder.appending(path: "\(encoded.type)/v\(encoded.schema).json")
            if isWriting { try Self.write(golden, to: file) }
            let kept = try JSONDecoder().decode(Golden.self, from: Data(contentsOf: file))
            #expect(kept.payload == golden.payload, "\(encoded.type)")
            #expect(kept.schema == golden.schema, "\(encoded.type)")
        }
    }

    @Test func everyGoldenFileIsReadAsTheEventItWas() throws {
        let samples = try EventSamples.encoded().map(\.type)
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        #expect(Set(folders) == Set(samples))
        for folder in folders {
            let path = Self.folder.appending(path: folder)
            for name in try FileManager.default.contentsOfDirectory(atPath: path.path()) {
                let data = try Data(contentsOf: path.appending(path: name))
                let kept = try JSONDecoder().decode(Golden.self, from: data)
                let encoded = EncodedEvent(
                    type: kept.type, schema: kept.schema, payload: Self.bytes(kept.payload))
                #expect(try Self.decoded(encoded) == kept.event, "\(folder)/\(name)")
            }
        }
    }

    @Test func decodingGivesTheEventBack() throws {
        for event in EventSamples.jobs {
            #expect(try JobDecider.decode(JobDecider.encode(event)) == event)
        }
        for event in EventSamples.parties {
            #expect(try PartyDecider.decode(PartyDecider.encode(event)) == event)
        }
        for event in EventSamples.engines {
            #expect(try EngineDecider.decode(EngineDecider.encode(event)) == event)
        }
        for event in EventSamples.tables {
            #expect(try TableDecider.decode(TableDecider.encode(event)) == event)
        }
        for event in EventSamples.models {
            #expect(try ModelDecider.decode(ModelDecider.encode(event)) == event)
        }
        for event in EventSamples.peers {
            #expect(try PeerDecider.decode(PeerDecider.encode(event)) == event)
        }
        for event in EventSamples.sites {
            #expect(try SiteDecider.decode(SiteDecider.encode(event)) == event)
        }
        for event in EventSamples.tracking {
            #expect(try TrackingDecider.decode(TrackingDecider.encode(event)) == event)
        }
    }

    @Test func anUnknownTypeOrSchemaIsNamed() throws {
        let unknown = EncodedEvent(type: "job.vanished", schema: 1, payload: [])
        #expect(throws: EventCodecError.self) { try JobDecider.decode(unknown) }
        let newer = EncodedEvent(type: "job.ended", schema: 2, payload: [])
        let error = #expect(throws: EventCodecError.self) { try JobDecider.decode(newer) }
        #expect(error?.description.contains("schema 2") == true)
        let broken = EncodedEvent(type: "job.ended", schema: 1, payload: [0xFF, 0xFF])
        #expect(throws: EventCodecError.self) { try JobDecider.decode(broken) }
    }

    private static func write(_ golden: Golden, to file: URL) throws {
        guard !FileManager.default.fileExists(atPath: file.path()) else { return }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(golden).write(to: file)
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { offset in
            let start = hex.index(hex.startIndex, offsetBy: offset)
            return UInt8(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)
        }
    }
}
