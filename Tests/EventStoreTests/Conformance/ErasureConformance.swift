import EventStore
import Testing

/// What erasing promises, whatever the log.
@Suite struct ErasureConformance {
    @Test(arguments: LogKind.allCases)
    func thePayloadGoesAndTheRestStays(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(400, to: "a")
            let before = try log.events(after: .origin, limit: 1_000)
            let root = try log.treeRoot(at: 400)
            let positions = [Position(3), Position(300), Position(400)]
            let receipt = try await log.erase(
                positions, appending: [Self.tombstone(expected: .exactly(.none))])
            #expect(receipt.positions == Position(401)...Position(401))
            for (event, old) in zip(try log.events(after: .origin, limit: 1_000), before) {
                #expect(event.envelope == old.envelope)
                #expect(event.hasPayload == !positions.contains(event.position))
                #expect(event.payload == (event.hasPayload ? old.payload : []))
            }
            let stream = try log.events(of: Sample.stream("a"), after: StreamVersion(2), limit: 1)
            #expect(stream.first?.hasPayload == false)
            #expect(try log.treeRoot(at: 400) == root)
            for position in positions {
                let proof = try log.inclusionProof(of: position, in: 400)
                let leaf = before[Int(position.number) - 1].envelope.leafHash
                #expect(proof.verifyInclusion(of: leaf, root: root))
            }
            // What is erased stays so, and may be named again.
            _ = try await log.erase(
                [Position(3)], appending: [Self.tombstone(expected: .any)])
            #expect(log.head == Position(402))
        }
    }

    @Test(arguments: LogKind.allCases)
    func aRefusedErasureLeavesEverything(_ kind: LogKind) async throws {
        try await withLog(kind) { log in
            try await log.append(5, to: "a")
            let before = try log.events(after: .origin, limit: 10)
            for positions in [[Position(2), Position(6)], [.origin, Position(2)]] {
                await #expect(throws: EventLogError.self) {
                    try await log.erase(positions, appending: [Self.tombstone(expected: .any)])
                }
            }
            await #expect(throws: EventLogError.self) {
                let wrong = Self.tombstone(expected: .exactly(StreamVersion(7)))
                _ = try await log.erase([Position(2)], appending: [wrong])
            }
            #expect(try log.events(after: .origin, limit: 10) == before)
        }
    }

    private static func tombstone(expected: ExpectedVersion) -> StreamAppend {
        StreamAppend(
            stream: Sample.stream("site"), expected: expected, events: [Sample.event(9_999)])
    }
}
