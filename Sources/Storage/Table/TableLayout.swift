/// Where the content of tables lies below the store's directory.
///
/// `<two hex digits>/<32 hex digits>.mdb` is content; the same with `.tmp` is being written. The
/// name is random, so writers never meet and equal rows written twice are two files.
enum TableLayout {
    static let contentSuffix = ".mdb"
    static let unfinishedSuffix = ".tmp"

    /// A new file name without its suffix.
    static func newName() -> String {
        let digits = RandomName.make()
        return digits.prefix(2) + "/" + digits
    }

    /// All folders that a name may lie in.
    static var folders: [String] { (UInt8.min...UInt8.max).map { Hex.text([$0]) } }

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
