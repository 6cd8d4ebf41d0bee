import EventStore
import Foundation
import Testing

/// Segments whose checksums hold and that say what no segment says; each has once been read wrong.
@Suite struct SegmentLimitTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "fixtures/fuzz/segment/")

    @Test(arguments: [
        // The position behind the last one has no number.
        ("refused-last-position", "out of its order"),
        // One text of a few bytes more, in every event of a block, came to gigabytes before the
        // first envelope was looked at.
        ("refused-long-text", "the actor has 500 bytes; 400 are possible"),
    ]) func isRefused(_ name: String, _ reason: String) throws {
        let file = try SegmentFile(path: Self.folder.appending(path: name).path())
        let error = #expect(throws: SegmentError.self) { try file.verify() }
        #expect(error?.code == .invalid)
        #expect(error?.message.contains(reason) == true, "\(String(describing: error))")
    }
}
