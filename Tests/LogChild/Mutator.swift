/// Damages good inputs: the same ones in every run with the same seed.
struct Mutator {
    let corpus: [[UInt8]]
    private let seed: Int

    /// Numbers at which readers go wrong.
    private static let edges: [UInt8] = [0, 1, 0x0A, 0x20, 0x7F, 0x80, 0xC0, 0xFE, 0xFF]

    init(corpus: [[UInt8]], seed: Int) {
        self.corpus = corpus
        self.seed = seed
    }

    /// The input of a round: one of the corpus with up to six changes; the corpus itself first.
    func input(_ round: Int) -> [UInt8] {
        if round < corpus.count { return corpus[round] }
        var random = SplitMix(seed: seed &* 1_000_003 &+ round)
        var bytes = corpus.randomElement(using: &random) ?? []
        for _ in 0..<Int.random(in: 1...6, using: &random) { change(&bytes, &random) }
        return bytes
    }

    private func change(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        guard let place = bytes.indices.randomElement(using: &random) else {
            return bytes.append(UInt8.random(in: 0...255, using: &random))
        }
        let end = min(bytes.count, place + Int.random(in: 1...16, using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes[place] = Self.edges.randomElement(using: &random) ?? 0
        case 3: bytes.removeSubrange(place...)
        case 4: bytes.removeSubrange(place..<end)
        case 5: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 6: bytes[place] &+= Bool.random(using: &random) ? 1 : 0xFF
        case 7: splice(&bytes, at: place, &random)
        case _:
            for index in place..<end {
                bytes[index] = Self.edges.randomElement(using: &random) ?? 0
            }
        }
    }

    /// Puts the end of another input behind the beginning of this one.
    private func splice(_ bytes: inout [UInt8], at place: Int, _ random: inout SplitMix) {
        guard let other = corpus.randomElement(using: &random), !other.isEmpty else { return }
        let start = Int.random(in: other.indices, using: &random)
        bytes = Array(bytes[..<place]) + other[start...]
    }
}
