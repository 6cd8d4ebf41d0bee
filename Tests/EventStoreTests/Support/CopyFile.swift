import Glibc
import Testing

/// Copies a file into a new directory, under its own name.
func copyFile(_ path: String, into directory: String) throws {
    mkdir(directory, 0o700)
    let name = path.suffix(from: path.lastIndex(of: "/") ?? path.startIndex)
    let (source, target) = (fopen(path, "r"), fopen(directory + name, "w"))
    let (from, to) = (try #require(source), try #require(target))
    defer {
        fclose(from)
        fclose(to)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&buffer, 1, buffer.count, from)
        if count == 0 { return }
        try #require(fwrite(buffer, 1, count, to) == count)
    }
}
