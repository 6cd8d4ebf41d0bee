import Glibc

/// Where the content of tables lies below the store's directory.
///
/// `<two hex digits>/<32 hex digits>.mdb` is content; the same with `.tmp` is being written. The
/// name is random, so writers never meet and equal rows written twice are two files.
enum TableLayout {
    static let contentSuffix = ".mdb"
    static let unfinishedSuffix = ".tmp"

    /// A new file name without its suffix.
    static func newName() -> String {
        var random = SystemRandomNumberGenerator()
        let digits = Hex.text((0..<16).map { _ in UInt8.random(in: 0...255, using: &random) })
        return digits.prefix(2) + "/" + digits
    }

    /// Whether `file` is a name that `newName` could have made: no way out of the directory.
    static func isContent(_ file: String) -> Bool {
        let bytes = Array(file.utf8)
        guard bytes.count == 39, file.hasSuffix(contentSuffix), bytes[2] == UInt8(ascii: "/") else {
            return false
        }
        return Hex.isLowerCase(bytes[0..<2]) && Hex.isLowerCase(bytes[3..<35])
            && bytes[0..<2] == bytes[3..<5]
    }
}
