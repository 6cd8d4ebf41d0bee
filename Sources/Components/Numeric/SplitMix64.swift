/// Pseudorandom numbers that all parties can draw alike from one seed.
///
/// G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014. For the order of rows and first weights; never for keys or masks.
struct SplitMix64: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return mixed ^ mixed >> 31
    }

    /// A number of the standard normal distribution (G. E. P. Box, M. E. Muller, 1958).
    mutating func nextNormal() -> Double {
        let radius = (-2 * naturalLogarithm(1 - Double.random(in: 0..<1, using: &self)))
            .squareRoot()
        return radius * cosine(2 * .pi * Double.random(in: 0..<1, using: &self))
    }
}
