import Components
import Domain
import Testing

/// What a faulty or dishonest peer sends is refused, never trusted.
@Suite struct IntersectionPeerTests {
    let bench: Bench

    init() throws { bench = try Bench() }

    /// One way to be faulty: the message it changes and what it makes of it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let method: String
        let sender: Party
        let message: String
        let says: String
        let change: @Sendable (inout [UInt8]) -> Void

        var testDescription: String { "\(message): \(says)" }
    }

    /// Where the elements of a message begin.
    private static let start = 6

    /// Puts an element in the place of the first one.
    private static func replaceFirst(_ element: [UInt8]) -> @Sendable (inout [UInt8]) -> Void {
        { $0.replaceSubrange(start..<start + element.count, with: element) }
    }

    private static func number(_ number: UInt8, bytes: Int) -> [UInt8] {
        [number] + [UInt8](repeating: 0, count: bytes - 1)
    }

    private static let ones = [UInt8](repeating: 0xff, count: 128)

    static let faultsOfPoints = [
        Fault(
            method: "ecdh", sender: .host, message: "ecdh.host", says: "not a point",
            change: replaceFirst(number(0, bytes: 32))),
        // 2^255 − 19 and above are other spellings of small numbers.
        Fault(
            method: "ecdh", sender: .host, message: "ecdh.host", says: "not a point",
            change: replaceFirst(Array(ones[..<32]))),
        // u = 2 is on the twist.
        Fault(
            method: "ecdh", sender: .guest, message: "ecdh.guest", says: "not a point",
            change: replaceFirst(number(2, bytes: 32))),
        // u = 1 is a point of order 4 of the curve.
        Fault(
            method: "ecdh", sender: .guest, message: "ecdh.guest", says: "small order",
            change: replaceFirst(number(1, bytes: 32))),
        Fault(method: "ecdh", sender: .host, message: "ecdh.host", says: "twice") { bytes in
            bytes.replaceSubrange(start..<start + 32, with: bytes[start + 32..<start + 64])
        },
    ]

    static let faultsOfLists = [
        Fault(method: "ecdh", sender: .host, message: "ecdh.doubled", says: "than is due") {
            $0[0] = 2
        },
        Fault(method: "ecdh", sender: .host, message: "ecdh.host", says: "cut short") {
            $0.removeLast()
        },
        Fault(method: "ecdh", sender: .host, message: "ecdh.host", says: "does not hold") {
            $0.removeAll()
        },
        Fault(method: "ecdh", sender: .host, message: "ecdh.host", says: "is longer than") {
            $0.replaceSubrange(0..<4, with: ones[..<4])
        },
        Fault(
            method: "ecdh", sender: .guest, message: "intersect.positions",
            says: "not in the list"
        ) { $0.replaceSubrange(start + 8..<start + 12, with: number(200, bytes: 4)) },
        Fault(
            method: "ecdh", sender: .guest, message: "intersect.positions",
            says: "not in the list", change: replaceFirst(number(1, bytes: 4))),
        Fault(method: "rsa", sender: .guest, message: "intersect.repeats", says: "do not fit") {
            $0 = number(1, bytes: 4) + [4, 0] + number(1, bytes: 4)
        },
        Fault(method: "rsa", sender: .guest, message: "intersect.repeats", says: "do not fit") {
            $0 = number(3, bytes: 4) + [4, 0] + ones[..<12]
        },
    ]

    static let faultsOfSignatures = [
        Fault(method: "rsa", sender: .host, message: "rsa.modulus", says: "RSA key") {
            $0[start] = 0
        },
        Fault(method: "rsa", sender: .host, message: "rsa.signed", says: "not of the blinded id") {
            $0[start + 100] ^= 1
        },
        Fault(
            method: "rsa", sender: .guest, message: "rsa.blinded", says: "below the modulus",
            change: replaceFirst(ones)),
    ]

    @Test(arguments: faultsOfPoints + faultsOfLists + faultsOfSignatures)
    func aFaultyMessageIsRefused(fault: Fault) async throws {
        let text = "id,x\n1,1\n2,1\n3,1\n"
        let seats = try [Party.guest, .host].map { party in
            var seat = Bench.Seat(
                party: party, input: try bench.raw(text),
                parameters: ["intersect_method": .string(fault.method)])
            if party == fault.sender {
                seat.tamper = { name, bytes in
                    var bytes = bytes
                    if name == fault.message { fault.change(&bytes) }
                    return bytes
                }
            }
            return seat
        }
        let error = await #expect(throws: ComponentError.self) {
            try await bench.run("Intersection", seats)
        }
        #expect(error?.message.contains(fault.says) == true, "\(error?.message ?? "no error")")
    }
}
