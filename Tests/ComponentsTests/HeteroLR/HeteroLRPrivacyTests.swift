import Domain
import Storage
import Testing

@testable import Components

/// What others get to see in a training with one host.
@Suite struct HeteroLRPrivacyTests {
    static let rows = 60
    let parts = SyntheticRows.make(rows: rows, columns: [3, 2], seed: 7)
    let parameters: JSONObject = [
        "max_iter": 2, "validation_freqs": 1,
        "init_param": ["init_method": "random_uniform"],
    ]

    struct Run {
        let sent: [MemoryBoard.Message]
        let outcomes: [Party: RegressionBench.Outcome]
        let key: PaillierPublicKey

        func ciphertexts(_ name: HeteroLRMessage, _ tag: String) throws -> [Natural] {
            let message = try #require(sent.first { $0.name == name.rawValue && $0.tag == tag })
            return try key.ciphertexts(message.bytes).naturals(of: key)
        }
    }

    func train() async throws -> Run {
        let bench = try RegressionBench()
        let seats = zip([Party.guest, .host], parts).map {
            RegressionBench.Seat(party: $0, train: $1)
        }
        let outcomes = try await bench.run(seats, parameters)
        let sent = await bench.bench.board.sent
        let key = try #require(sent.first { $0.name == HeteroLRMessage.publicKey.rawValue })
        return Run(sent: sent, outcomes: outcomes, key: try PaillierPublicKey(bytes: key.bytes))
    }

    /// The ways in which a number could stand in a message: as an IEEE number of either byte
    /// order, or fixed-point as a plaintext.
    func patterns(_ value: Double, _ key: PaillierPublicKey) throws -> [[UInt8]] {
        var patterns = [value.bitPattern.bigEndian, value.bitPattern.littleEndian].map { bits in
            withUnsafeBytes(of: bits) { Array($0) }
        }
        for bits in [23, 46] {
            let encoded = try FixedPoint(fractionBits: bits).encode(value)
            let magnitude = Natural(
                limbs: [UInt(truncatingIfNeeded: encoded.magnitude), UInt(encoded.magnitude >> 64)])
            guard !magnitude.isZero else { continue }
            let number = encoded < 0 ? key.modulus - magnitude : magnitude
            patterns.append(PaillierWire.bytes(number.limbs(width: 16), width: 16))
        }
        return patterns
    }

    @Test func noPrivateNumberIsInAnyMessage() async throws {
        let run = try await train()
        let models = try [Party.guest, .host].map { try run.outcomes[$0]!.model }
        var secrets = parts.flatMap(\.features.values) + [1, -1]
        secrets += models.flatMap(\.weights) + [models[0].intercept]
        for (part, model) in zip(parts, models) {
            let scores = weightedSum(
                of: Features(part).columns, weights: model.weights, rows: Self.rows)
            secrets += scores + scores.map { 0.25 * $0 }
        }
        var wanted: [[UInt8]: Set<[UInt8]>] = [:]
        for secret in secrets {
            for pattern in try patterns(secret, run.key) {
                wanted[Array(pattern.suffix(4)), default: []].insert(pattern)
            }
        }
        #expect(run.sent.count > 20)
        for message in run.sent {
            #expect(!Self.holds(message.bytes, wanted), "\(message.name) \(message.tag)")
        }
    }

    /// Whether one of the patterns, keyed by their last four bytes, stands in the bytes.
    static func holds(_ bytes: [UInt8], _ wanted: [[UInt8]: Set<[UInt8]>]) -> Bool {
        guard bytes.count >= 8 else { return false }
        for end in 8...bytes.count {
            guard let candidates = wanted[Array(bytes[end - 4..<end])] else { continue }
            if candidates.contains(where: { bytes[..<end].suffix($0.count).elementsEqual($0) }) {
                return true
            }
        }
        return false
    }

    @Test func theSearchWouldFindANumberInTheClear() async throws {
        let run = try await train()
        let value = parts[0].features[3, 1]
        for pattern in try patterns(value, run.key) {
            let wanted = [Array(pattern.suffix(4)): Set([pattern])]
            #expect(Self.holds([1, 2, 3] + pattern + [4], wanted))
        }
    }

    @Test func whatTheArbiterDecryptsIsRandom() async throws {
        let run = try await train()
        let shown = [HeteroLRMessage.gradient, .score].map(\.rawValue)
        let messages = run.sent.filter { shown.contains($0.name) }
        #expect(messages.count == 2 * 2 + 3)
        var seen = Set<Natural>()
        for message in messages {
            let plaintexts = try run.key.plaintexts(message.bytes)
            for place in stride(from: 0, to: plaintexts.limbs.count, by: 16) {
                let number = Natural(limbs: plaintexts.limbs[place..<place + 16])
                // A true gradient or score has fewer than 80 bits, or that many below n.
                #expect(number.bitWidth > 900 && (run.key.modulus - number).bitWidth > 900)
                #expect(seen.insert(number).inserted)
            }
        }
        #expect(seen.count == 2 * (4 + 2) + 3 * Self.rows)
    }

    /// A host divides its own ciphertexts out of the residuals; what is left must not be a plain
    /// `1 + n·m`, from which m could be read.
    @Test func theGuestsPartIsEncryptedAfresh() async throws {
        let run = try await train()
        let square = run.key.modulus * run.key.modulus
        let forward = try run.ciphertexts(.forward, "0.0.0")
        let residual = try run.ciphertexts(.residual, "0.0.0")
        #expect(forward.count == Self.rows)
        for (own, both) in zip(forward, residual) {
            let rest = both * (try #require(own.inverse(modulo: square))) % square
            #expect(rest % run.key.modulus != Natural(1))
        }
    }

    @Test func onlyTheGuestIsToldTheLoss() async throws {
        let run = try await train()
        for message in run.sent where message.name == HeteroLRMessage.epochEnd.rawValue {
            #expect(message.bytes.count == (message.to == .guest ? 9 : 1))
        }
    }

    @Test func theArbiterIsNotToldTheRows() async throws {
        let run = try await train()
        let plan = try #require(run.sent.first { $0.name == "plan" && $0.to == .arbiter })
        let read = try HeteroLRPlan(bytes: plan.bytes)
        #expect(read.idDigest == [UInt8](repeating: 0, count: 32) && read.seed == 0)
    }
}
