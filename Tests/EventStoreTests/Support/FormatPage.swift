import Glibc

/// The worked example of `docs/event-format.md`, so that the page cannot say what is not so.
enum FormatPage {
    /// The bytes of a fenced block: of each line the second column, or the only one.
    static func bytes(of block: String) -> [UInt8] {
        let lines = text().split(separator: "\n", omittingEmptySubsequences: false)
        let inside = lines.drop { $0 != "```\(block)" }.dropFirst().prefix { $0 != "```" }
        return inside.flatMap { line in
            let columns = line.split(separator: " ")
            return bytes(hex: columns.count == 1 ? columns[0] : columns[1])
        }
    }

    private static func bytes(hex: Substring) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map {
            UInt8(digits[$0] << 4 | digits[$0 + 1])
        }
    }

    private static func text(testFile: StaticString = #filePath) -> String {
        let root = "\(testFile)".split(separator: "/").dropLast(4).joined(separator: "/")
        guard let file = fopen("/\(root)/docs/event-format.md", "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
