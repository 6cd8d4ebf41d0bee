/// The 512 bytes in front of a file in a tar archive (POSIX ustar).
enum TarHeader {
    static let blockBytes = 512

    /// The header, or two of them with GNU's long name between for a name over 100 bytes.
    static func bytes(name: String, size: Int, changedAt: Int) -> [UInt8] {
        let name = Array(name.utf8)
        guard name.count > 100 else { return header(name, size, changedAt, type: "0") }
        let long = name + [0]
        return header(Array("././@LongLink".utf8), long.count, 0, type: "L")
            + long + padding(after: long.count)
            + header(Array(name.prefix(100)), size, changedAt, type: "0")
    }

    /// The zeros that fill the last block of a file.
    static func padding(after size: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (blockBytes - size % blockBytes) % blockBytes)
    }

    /// The end of an archive.
    static let end = [UInt8](repeating: 0, count: 2 * blockBytes)

    private static func header(
        _ name: [UInt8], _ size: Int, _ changedAt: Int, type: Character
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: blockBytes)
        func put(_ bytes: some Collection<UInt8>, at offset: Int) {
            block.replaceSubrange(offset..<offset + bytes.count, with: bytes)
        }
        put(name, at: 0)
        put(octal(0o644, 8), at: 100)
        put(octal(0, 8), at: 108)
        put(octal(0, 8), at: 116)
        put(number(size), at: 124)
        put(octal(changedAt, 12), at: 136)
        put(Array(repeating: UInt8(ascii: " "), count: 8), at: 148)
        put(String(type).utf8, at: 156)
        put("ustar\u{0}00".utf8, at: 257)
        let sum = block.reduce(0) { $0 + Int($1) }
        put(octal(sum, 7) + Array(" ".utf8), at: 148)
        return block
    }

    /// A size; one beyond eleven octal digits is written in GNU's binary form.
    private static func number(_ size: Int) -> [UInt8] {
        if size < 1 << 33 { return octal(size, 12) }
        let bytes = (0..<8).reversed().map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) }
        return [0x80, 0, 0, 0] + bytes
    }

    /// Octal digits with zeros in front and a zero byte behind.
    private static func octal(_ number: Int, _ width: Int) -> [UInt8] {
        let digits = Array(String(number, radix: 8).utf8)
        return [UInt8](repeating: UInt8(ascii: "0"), count: width - 1 - digits.count) + digits + [0]
    }
}
