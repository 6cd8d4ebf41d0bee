import Domain

/// Lists of elements of equal width, sent in as many messages as they need.
///
/// Each message of a list has the list's name and its own number, from 0, as tag:
///
/// | field | bytes |
/// |---|---|
/// | elements in the whole list | 4, little-endian |
/// | width of an element | 2, little-endian |
/// | elements | the rest, one after another |
///
/// Every message but the last is as full as `messageBytesMax` allows; an empty list is one
/// message. What a peer sends is checked against the width that is due and against this layout.
struct ElementWire: Sendable {
    /// The most bytes of elements in one message.
    static let messageBytesMax = 1 << 20
    /// The most elements in a list.
    static let countMax = 1 << 28
    private static let headerBytes = 6

    let channel: any PartyChannel

    func send(_ elements: [[UInt8]], width: Int, _ name: String, to party: Party) async throws {
        let perMessage = Self.messageBytesMax / width
        var number = 0
        repeat {
            let part = elements.dropFirst(number * perMessage).prefix(perMessage)
            var message: [UInt8] = []
            message.reserveCapacity(Self.headerBytes + part.count * width)
            Self.append(elements.count, bytes: 4, to: &message)
            Self.append(width, bytes: 2, to: &message)
            for element in part { message.append(contentsOf: element) }
            try await channel.send(message, name: name, tag: "\(number)", to: party)
            number += 1
        } while number * perMessage < elements.count
    }

    /// Receives a list.
    /// - Parameter count: how many elements it must have, where that is known.
    func receive(
        width: Int, count: Int? = nil, _ name: String, from party: Party
    ) async throws -> [[UInt8]] {
        var elements: [[UInt8]] = []
        var total = 0
        var number = 0
        repeat {
            let message = try await channel.receive(name: name, tag: "\(number)", from: party)
            let claimed = try Self.total(of: message, width: width, name, party)
            guard number == 0 || claimed == total, claimed == count ?? claimed else {
                throw Self.refusal(name, party, "has another number of elements than is due")
            }
            total = claimed
            let due = min(Self.messageBytesMax / width, total - elements.count)
            guard message.count == Self.headerBytes + due * width else {
                throw Self.refusal(name, party, "is cut short or too long")
            }
            for start in stride(from: Self.headerBytes, to: message.count, by: width) {
                elements.append(Array(message[start..<start + width]))
            }
            number += 1
        } while elements.count < total
        return elements
    }

    func send(numbers: [Int], _ name: String, to party: Party) async throws {
        let elements = numbers.map { number in
            var element: [UInt8] = []
            Self.append(number, bytes: 4, to: &element)
            return element
        }
        try await send(elements, width: 4, name, to: party)
    }

    func receiveNumbers(_ name: String, from party: Party) async throws -> [Int] {
        try await receive(width: 4, name, from: party).map { Self.number($0[...]) }
    }

    private static func total(
        of message: [UInt8], width: Int, _ name: String, _ party: Party
    ) throws(ComponentError) -> Int {
        guard message.count >= headerBytes, number(message[4..<6]) == width else {
            throw refusal(name, party, "does not hold elements of \(width) bytes")
        }
        let total = number(message[0..<4])
        guard total <= countMax else { throw refusal(name, party, "is longer than \(countMax)") }
        return total
    }

    private static func append(_ number: Int, bytes: Int, to message: inout [UInt8]) {
        for byte in 0..<bytes { message.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func refusal(
        _ name: String, _ party: Party, _ problem: String
    ) -> ComponentError {
        ComponentError("The list \(name) from \(party) \(problem)")
    }
}
