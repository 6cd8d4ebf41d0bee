import Crypto
import Testing

@testable import EventStore

@Suite("SHA-256 of many messages")
struct HashingTests {
    /// Around the ends of blocks of 64 bytes, and of the 55 that leave room for the padding.
    private static let lengths = Array(0...130) + [183, 184, 191, 192, 193, 1000, 4096]

    /// Both ways, where this processor has both.
    private static let ways = Hashing.hasPairs ? [false, true] : [false]

    @Test("Two messages of any lengths are hashed right", arguments: lengths, ways)
    func pairs(length: Int, inPairs: Bool) {
        for other in Self.lengths {
            let messages = [Self.message(length, 1), Self.message(other, 2)]
            #expect(Self.hashes(of: messages, inPairs: inPairs) == messages.map(Self.reference))
        }
    }

    @Test("Any number of messages is hashed, each into its own place", arguments: 0...5, ways)
    func many(count: Int, inPairs: Bool) {
        let messages = (0..<count).map { Self.message(60 + 3 * $0, $0) }
        #expect(Self.hashes(of: messages, inPairs: inPairs) == messages.map(Self.reference))
    }

    @Test("A message's room may be used again for the second one after it", arguments: ways)
    func sharedRoom(inPairs: Bool) {
        let messages = (0..<7).map { Self.message(100, $0) }
        var room = [UInt8](repeating: 0, count: 200)
        var digests = [UInt8](repeating: 0, count: 32 * messages.count)
        room.withUnsafeMutableBytes { room in
            digests.withUnsafeMutableBytes { digests in
                Hashing.storeEach(of: messages.count, inPairs: inPairs) { number in
                    let place = UnsafeMutableRawBufferPointer(
                        rebasing: room[number % 2 * 100..<(number % 2 + 1) * 100])
                    place.copyBytes(from: messages[number])
                    return (UnsafeRawBufferPointer(place), digests.baseAddress! + 32 * number)
                }
            }
        }
        #expect(digests == messages.flatMap(Self.reference))
    }

    private static func message(_ length: Int, _ seed: Int) -> [UInt8] {
        (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ seed &* 97 &+ $0 / 64) }
    }

    private static func reference(_ message: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: message))
    }

    private static func hashes(of messages: [[UInt8]], inPairs: Bool) -> [[UInt8]] {
        let all = messages.flatMap { $0 }
        let starts = messages.indices.map { messages[..<$0].reduce(0) { $0 + $1.count } }
        var digests = [UInt8](repeating: 0, count: 32 * messages.count)
        all.withUnsafeBytes { all in
            digests.withUnsafeMutableBytes { digests in
                Hashing.storeEach(of: messages.count, inPairs: inPairs) { number in
                    let end = starts[number] + messages[number].count
                    return (
                        UnsafeRawBufferPointer(rebasing: all[starts[number]..<end]),
                        digests.baseAddress! + 32 * number
                    )
                }
            }
        }
        return messages.indices.map { Array(digests[32 * $0..<32 * ($0 + 1)]) }
    }
}
