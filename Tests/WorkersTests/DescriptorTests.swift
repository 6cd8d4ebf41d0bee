import CLinux
import Glibc
import Testing

@testable import Workers

/// Waiting for the same descriptor again and again: first for what a copy says, then for its end.
@Suite struct DescriptorTests {
    private static func write(_ byte: UInt8, to descriptor: Descriptor) {
        var byte = byte
        #expect(send(descriptor.number, &byte, 1, Int32(MSG_NOSIGNAL)) == 1)
    }

    private static func read(_ descriptor: Descriptor) -> Int {
        var byte: UInt8 = 0
        return recv(descriptor.number, &byte, 1, Int32(MSG_DONTWAIT))
    }

    /// Whether each wait of many for the same descriptor ends when there is something to read, and
    /// not before.
    @Test func everyWaitEndsWhenThereIsSomethingToRead() async throws {
        let pair = try #require(SocketPair())
        for number in 0..<50 {
            let early = Task {
                await pair.own.untilReadable()
                return pair.own.isReadable
            }
            for _ in 0..<number { await Task.yield() }
            Self.write(UInt8(number), to: pair.other)
            #expect(await early.value, "wait \(number)")
            #expect(Self.read(pair.own) == 1)
        }
    }

    /// A wait that was given up leaves nothing behind that the next one would meet.
    @Test func aWaitBehindOneThatWasGivenUpWaitsToo() async throws {
        let pair = try #require(SocketPair())
        for number in 0..<50 {
            let givenUp = Task { await pair.own.untilReadable() }
            for _ in 0..<number { await Task.yield() }
            givenUp.cancel()
            await givenUp.value
            let next = Task {
                await pair.own.untilReadable()
                return pair.own.isReadable
            }
            for _ in 0..<10 { await Task.yield() }
            Self.write(1, to: pair.other)
            #expect(await next.value, "wait \(number)")
            #expect(Self.read(pair.own) == 1)
        }
    }
}
