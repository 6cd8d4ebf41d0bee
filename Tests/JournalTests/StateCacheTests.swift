import EventStore
import Testing

@testable import Journal

/// The states that a journal keeps.
@Suite struct StateCacheTests {
    private func stream(_ name: String) throws -> StreamName { try #require(StreamName(name)) }

    private func entry(_ version: UInt64) -> StateCache.Entry {
        StateCache.Entry(version: StreamVersion(version), state: version)
    }

    @Test func noMoreAreKeptThanWereAskedFor() async throws {
        let cache = StateCache(entriesMax: 10)
        for number in 0..<1_000 {
            await cache.keep(entry(1), of: try stream("job-\(number)"))
            #expect(await cache.count <= 10)
        }
        #expect(await cache.entry(of: try stream("job-999")) != nil)
        #expect(await cache.entry(of: try stream("job-0")) == nil)
    }

    @Test func whatEveryJobUsesStays() async throws {
        let cache = StateCache(entriesMax: 10)
        let engine = try stream("engine-e")
        for number in 1...1_000 {
            await cache.keep(entry(UInt64(number)), of: engine)
            await cache.keep(entry(1), of: try stream("job-\(number)"))
            #expect(await cache.entry(of: engine)?.version == StreamVersion(UInt64(number)))
        }
    }

    @Test func whatIsOnlyReadStaysToo() async throws {
        let cache = StateCache(entriesMax: 10)
        let engine = try stream("engine-e")
        await cache.keep(entry(7), of: engine)
        for number in 1...100 {
            await cache.keep(entry(1), of: try stream("job-\(number)"))
            #expect(await cache.entry(of: engine)?.version == StreamVersion(7))
        }
    }

    @Test func anOlderStateDoesNotReplaceANewerOne() async throws {
        let cache = StateCache(entriesMax: 4)
        let job = try stream("job-1")
        await cache.keep(entry(5), of: job)
        await cache.keep(entry(3), of: job)
        #expect(await cache.entry(of: job)?.version == StreamVersion(5))
        // The same once it is of the older generation.
        for number in 2...3 { await cache.keep(entry(1), of: try stream("job-\(number)")) }
        await cache.keep(entry(3), of: job)
        #expect(await cache.entry(of: job)?.version == StreamVersion(5))
        await cache.removeAll()
        #expect(await cache.entry(of: job) == nil)
    }
}
