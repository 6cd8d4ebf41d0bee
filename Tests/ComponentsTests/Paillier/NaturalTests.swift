import Testing

@testable import Components

@Suite struct NaturalTests {
    @Test func bytesAreReadMostSignificantFirst() {
        let number = Natural(bigEndian: [1, 0, 0, 0, 0, 0, 0, 0, 2])
        #expect(number.limbs == [2, 1])
        #expect(number.bitWidth == 65)
        #expect(Natural(bigEndian: [0, 0, 0]).isZero)
    }

    @Test func arithmeticAgreesWithSmallNumbers() {
        let a = Natural(1_000_003)
        let b = Natural(97)
        #expect(a + b == Natural(1_000_100))
        #expect(a - b == Natural(999_906))
        #expect(a * b == Natural(97_000_291))
        #expect(a % b == Natural(1_000_003 % 97))
        #expect(a / b == Natural(1_000_003 / 97))
        #expect(Natural(48).commonDivisor(with: Natural(36)) == Natural(12))
        #expect(Natural(3).power(Natural(5), modulo: Natural(7)) == Natural(5))
        #expect(Natural(3).inverse(modulo: Natural(7)) == Natural(5))
        #expect(Natural(3).inverse(modulo: Natural(9)) == nil)
        #expect(Natural(0) + Natural(0) == Natural(0))
    }

    @Test func primesHaveTheAskedLengthAndForm() {
        var system = SystemRandomNumberGenerator()
        let prime = Natural.randomPrime(bits: 256, using: &system)
        #expect(prime.bitWidth == 256)
        #expect(prime.limbs[0] & 3 == 3)
        #expect(prime.isProbablyPrime(rounds: 40))
    }

    @Test func montgomeryProductsAreProducts() {
        let modulus = Natural(limbs: [0xffff_ffff_ffff_fff1, 0x1234_5678_9abc_def1])
        let ring = MontgomeryRing(modulus: modulus)
        let a = Natural(limbs: [7, 0x1111_2222_3333_4444])
        let b = Natural(limbs: [0xdead_beef, 0x0fff_0000_ffff_0001])
        var left = a.limbs(width: 2)
        var right = b.limbs(width: 2)
        ring.compute { calculator in
            calculator.enter(&left)
            calculator.enter(&right)
            calculator.multiply(&left, left, right)
            calculator.leave(&left)
        }
        #expect(Natural(limbs: left) == a * b % modulus)
    }
}
