import Testing

@testable import Components

@Suite struct PaillierWireTests {
    let key = SharedKey.secret.publicKey
    let encryptor = SharedKey.encryptor

    @Test func keysAndVectorsComeBackFromBytes() throws {
        #expect(try PaillierPublicKey(bytes: key.bytes) == key)
        let ciphertexts = try encryptor.encrypt([1, -2, 3.5], fractionBits: 23)
        #expect(try key.ciphertexts(key.bytes(ciphertexts)) == ciphertexts)
        let plaintexts = try SharedKey.secret.decrypt(ciphertexts)
        #expect(try key.plaintexts(plaintexts.bytes) == plaintexts)
    }

    @Test func anEmptyVectorHasBytesToo() throws {
        let none = try encryptor.encrypt([], fractionBits: 23)
        #expect(try key.ciphertexts(key.bytes(none)) == none)
    }

    @Test func theHeaderIsTheOneInTheDocumentation() throws {
        let bytes = key.bytes(try encryptor.encrypt([1], fractionBits: 23))
        #expect(bytes.prefix(12) == [2, 1, 0, 23, 0, 0, 4, 0, 0, 0, 0, 1])
        #expect(bytes.count == 12 + 256)
    }

    @Test func bytesCutOffAnywhereAreRefused() throws {
        let bytes = key.bytes(try encryptor.encrypt([1, 2], fractionBits: 23))
        for length in [0, 1, 11, 12, 100, 268, bytes.count - 1] {
            #expect(throws: PaillierError.self) {
                try key.ciphertexts(Array(bytes.prefix(length)))
            }
        }
        #expect(throws: PaillierError.self) { try key.ciphertexts(bytes + [0]) }
        #expect(throws: PaillierError.self) {
            try PaillierPublicKey(bytes: Array(key.bytes.dropLast()))
        }
    }

    @Test(arguments: [0, 1, 2, 4, 8, 9])
    func aHeaderThatLiesIsRefused(place: Int) throws {
        var bytes = key.bytes(try encryptor.encrypt([1, 2], fractionBits: 23))
        bytes[place] ^= 0xff
        #expect(throws: PaillierError.self) { try key.ciphertexts(bytes) }
    }

    @Test func numbersOutsideTheRingAreRefused() {
        let header: [UInt8] = [2, 1, 0, 23, 0, 0, 4, 0, 0, 0, 0, 1]
        for byte: UInt8 in [0x00, 0xff] {
            #expect(throws: PaillierError.self) {
                try key.ciphertexts(header + [UInt8](repeating: byte, count: 256))
            }
        }
        let plain: [UInt8] = [3, 1, 0, 23, 0, 0, 4, 0, 0, 0, 0, 1]
        #expect(throws: PaillierError.self) {
            try key.plaintexts(plain + [UInt8](repeating: 0xff, count: 128))
        }
    }

    @Test func aKeyWithAnEvenModulusIsRefused() {
        var bytes = key.bytes
        bytes[12 + 255] &= 0xfe
        #expect(throws: PaillierError.self) { try PaillierPublicKey(bytes: bytes) }
    }
}
