import Domain
import SwiftProtobuf

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension PBParty {
    init(_ party: Party) {
        self.init()
        role = party.role.rawValue
        id = Int64(party.id.number)
    }
}

extension PBTableName {
    init(_ name: TableName) {
        self.init()
        namespace = name.namespace
        self.name = name.name
    }
}

extension PBTableContent {
    init(_ content: TableContent) {
        self.init()
        file = content.file
        digest = Data(hex: content.digest)
        count = Int64(content.count)
        partitions = Int64(content.partitions)
        schema.kind = content.schema.kind.rawValue
        schema.idName = content.schema.idName
        schema.header = content.schema.header
        schema.delimiter = content.schema.delimiter
        if let label = content.schema.labelName { schema.labelName = label }
        if let matchID = content.schema.matchIDName { schema.matchIDName = matchID }
    }
}

extension PBResourceNeed {
    init(_ need: ResourceNeed) {
        self.init()
        engine = need.engine
        cores = Int64(need.cores)
        memory = Int64(need.memory)
    }

    var need: ResourceNeed {
        ResourceNeed(engine: engine, cores: Int(cores), memory: Int(memory))
    }
}

extension Data {
    /// The bytes of hex digits; other characters end the text.
    init(hex: String) {
        let digits = hex.utf8.map { UInt8($0) }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count - 1, by: 2) {
            guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1])
            else { break }
            bytes.append(high << 4 | low)
        }
        self.init(bytes)
    }

    /// The bytes as lower-case hex digits.
    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
