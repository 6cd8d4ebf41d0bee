import Testing

@testable import Components

/// One key for all tests: making it takes longer than using it.
enum SharedKey {
    static let secret: PaillierPrivateKey = {
        do { return try PaillierPrivateKey.generate(bits: 1024) } catch { fatalError("\(error)") }
    }()
    static let encryptor = PaillierEncryptor(key: secret.publicKey)
}

@Suite struct PaillierTests {
    let secret = SharedKey.secret
    let encryptor = SharedKey.encryptor
    var key: PaillierPublicKey { secret.publicKey }

    let values = [0, 1, -1, 0.5, -0.25, 1234.0625, -98765.4321, 1e9, -1e9, 1e-6]

    func decrypted(_ ciphertexts: Ciphertexts) throws -> [Double] {
        try key.decode(try secret.decrypt(ciphertexts))
    }

    @Test(arguments: [1024, 2048])
    func aNewKeyHasItsLengthAndDecrypts(bits: Int) throws {
        let secret = try PaillierPrivateKey.generate(bits: bits)
        let encryptor = PaillierEncryptor(key: secret.publicKey)
        #expect(secret.publicKey.modulus.bitWidth == bits)
        let ciphertexts = try encryptor.encrypt([-2.5, 7], fractionBits: 8)
        #expect(try secret.publicKey.decode(try secret.decrypt(ciphertexts)) == [-2.5, 7])
    }

    @Test func otherKeyLengthsAreRefused() {
        #expect(throws: PaillierError.unsupportedKeyLength(512)) {
            try PaillierPrivateKey.generate(bits: 512)
        }
    }

    @Test func decryptionGivesBackRoundedNumbers() throws {
        let result = try decrypted(try encryptor.encrypt(values, fractionBits: 23))
        for (got, wanted) in zip(result, values) {
            #expect(abs(got - wanted) <= 0x1p-24)
        }
    }

    @Test func equalNumbersHaveDifferentCiphertexts() throws {
        let ciphertexts = try encryptor.encrypt([1, 1], fractionBits: 0).naturals(of: key)
        #expect(ciphertexts[0] != ciphertexts[1])
    }

    @Test func sumsOfCiphertextsAreCiphertextsOfSums() throws {
        let left = try encryptor.encrypt(values, fractionBits: 23)
        let right = try encryptor.encrypt(values.reversed(), fractionBits: 23)
        let sums = try decrypted(try key.add(left, right))
        for (got, wanted) in zip(sums, zip(values, values.reversed()).map(+)) {
            #expect(abs(got - wanted) < 1e-6)
        }
        let total = try decrypted(key.sum(left))[0]
        #expect(abs(total - values.reduce(0, +)) < 1e-6)
    }

    @Test func vectorsOfDifferentScaleDoNotAdd() throws {
        let left = try encryptor.encrypt([1], fractionBits: 23)
        let right = try encryptor.encrypt([1], fractionBits: 24)
        #expect(throws: PaillierError.self) { try key.add(left, right) }
    }

    @Test func sumsOfProductsAgreeWithPlainOnes() throws {
        let columns: [[Double]] = (0..<6).map { column in
            values.indices.map { row in Double((row * 7 + column * 13) % 11 - 5) / 4 }
        }
        let ciphertexts = try encryptor.encrypt(values, fractionBits: 23)
        let sums = try key.sumsOfProducts(ciphertexts, columns: columns, fractionBits: 23)
        #expect(sums.fractionBits == 46)
        for (got, column) in zip(try decrypted(sums), columns) {
            let wanted = zip(column, values).reduce(0.0) { (sum: Double, pair) in
                sum + pair.0 * pair.1
            }
            #expect(abs(got - wanted) < 1e-5)
        }
    }

    @Test func bucketsGiveTheSameCiphertextAsSinglePowers() throws {
        let ciphertexts = try encryptor.encrypt(values, fractionBits: 0)
        let factors: [Double] = [3, -2, 0, 255, -256, 1, 65537, -1, 7, 12_345_678]
        let square = key.modulus * key.modulus
        var wanted = Natural(1)
        for (ciphertext, factor) in zip(ciphertexts.naturals(of: key), factors) {
            let power = ciphertext.power(Natural(UInt(factor.magnitude)), modulo: square)
            let signed = factor < 0 ? try #require(power.inverse(modulo: square)) : power
            wanted = wanted * signed % square
        }
        let sums = try key.sumsOfProducts(ciphertexts, columns: [factors], fractionBits: 0)
        #expect(sums.naturals(of: key) == [wanted])
    }

    @Test func aMaskHidesAndComesOffAgain() throws {
        let ciphertexts = try encryptor.encrypt([42, -42], fractionBits: 23)
        let (masked, masks) = try encryptor.mask(ciphertexts)
        let seen = try secret.decrypt(masked)
        #expect(try key.decode(try key.unmask(seen, masks)) == [42, -42])
        #expect(seen != (try secret.decrypt(ciphertexts)))
        #expect(seen.limbs.count == 2 * key.plaintextWidth)
    }

    @Test(arguments: [Double.nan, .infinity, 1e35, -1e35])
    func numbersThatDoNotFitAreRefused(value: Double) {
        #expect(throws: PaillierError.self) { try encryptor.encrypt([value], fractionBits: 23) }
    }

    @Test func anOverflownSumIsAnError() throws {
        let huge = Plaintexts(
            keyBits: 1024, fractionBits: 0, count: 1,
            limbs: (key.modulus / Natural(2)).limbs(width: key.plaintextWidth))
        #expect(throws: PaillierError.plaintextOutOfRange) { try key.decode(huge) }
    }
}
