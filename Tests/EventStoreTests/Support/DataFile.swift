import Glibc

/// The bytes of a log's data file.
enum DataFile {
    static func read(_ directory: String) -> [UInt8] {
        guard let file = fopen(directory + "/data.mdb", "r") else { return [] }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        var bytes = [UInt8](repeating: 0, count: ftell(file))
        rewind(file)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    static func write(_ bytes: [UInt8], _ directory: String) {
        guard let file = fopen(directory + "/data.mdb", "w") else { return }
        defer { fclose(file) }
        fwrite(bytes, 1, bytes.count, file)
    }
}
