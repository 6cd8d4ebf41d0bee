import Domain
import Storage

/// A JSON file of the user's.
enum JSONFile {
    /// Reads it.
    /// - Throws: `badInput`, which names the file, the line and the column.
    static func read(_ path: String) throws(ClientError) -> JSONValue {
        do {
            var bytes: [UInt8] = []
            var file = try FileReader(path: path)
            while let next = try file.next() { bytes += next }
            return try JSONValue(parsing: bytes)
        } catch let error as StorageError {
            throw ClientError(.badInput, error.message)
        } catch {
            throw ClientError(.badInput, "\(path), \(error)")
        }
    }
}
