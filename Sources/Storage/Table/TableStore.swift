public import Domain
import Glibc

/// The rows of tables: one immutable LMDB file per content, below one directory.
///
/// A file is written under a temporary name, flushed, closed and then renamed, so nothing
/// half-written is ever seen under a content's name. Any number of processes may read and write
/// at the same time: writers never share a file and content never changes. `docs/components.md`
/// has the layout of the files and the encoding of the rows.
public struct TableStore: Sendable {
    /// The directory that holds all content.
    public let directory: String

    /// Opens the store, making `directory` (not its parents) when it is missing.
    /// - Throws: `inputOutput` when there is no such directory and none can be made.
    public init(directory: String) throws(StorageError) {
        self.directory = directory
        guard try Files.addDirectory(directory) else { return }
        // All at once and with one flush: a worker that had to make one would have to flush it.
        for folder in TableLayout.folders { _ = try Files.addDirectory("\(directory)/\(folder)") }
        try Files.flushDirectory(of: "\(directory)/")
        try Files.flushDirectory(of: directory)
    }

    /// Starts a new content; it is visible only once the writer has finished.
    public func writer(
        schema: TableSchema, partitions: Int
    ) throws(StorageError) -> TableWriter {
        try TableWriter(directory: directory, schema: schema, partitions: partitions)
    }

    /// Writes rows as new content, in any order of their keys.
    /// - Throws: `badKey` for a key that is empty, over 511 bytes or there twice; `inputOutput`.
    public func write(
        schema: TableSchema, partitions: Int,
        rows: some Sequence<(key: [UInt8], value: [UInt8])>
    ) throws(StorageError) -> TableContent {
        let writer = try writer(schema: schema, partitions: partitions)
        for row in rows { try writer.put(row.key, row.value) }
        return try writer.finish()
    }

    /// Opens content for reading.
    /// - Throws: `notFound` when the file is gone; `damaged` when it is not what was written.
    public func open(_ content: TableContent) throws(StorageError) -> TableReader {
        guard TableLayout.isContent(content.file) else {
            throw StorageError(.notFound, "\(content.file) is not the name of a table file")
        }
        return try TableReader(path: "\(directory)/\(content.file)", content: content)
    }

    /// Removes content; content that is gone already is no error.
    ///
    /// A reader that has the content open goes on reading it.
    public func remove(_ content: TableContent) throws(StorageError) {
        guard TableLayout.isContent(content.file) else { return }
        try Files.remove("\(directory)/\(content.file)")
    }
}
