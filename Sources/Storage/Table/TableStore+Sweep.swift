import Glibc

extension TableStore {
    /// Removes files that no one will ask for: unfinished ones of killed writers, and finished
    /// ones that `files` does not name.
    ///
    /// A worker finishes a table before its site has heard of it, so files younger than
    /// `idleSeconds` are left alone.
    /// - Parameter files: `TableContent.file` of all content to keep.
    /// - Returns: the files that were removed, relative to `directory`, sorted.
    @discardableResult
    public func sweep(
        keeping files: Set<String>, idleSeconds: Int = 86_400
    ) throws(StorageError) -> [String] {
        let now = time(nil)
        var removed: [String] = []
        for folder in try Files.names(in: directory) where folder.utf8.count == 2 {
            for name in try Files.names(in: "\(directory)/\(folder)") {
                let file = "\(folder)/\(name)"
                let path = "\(directory)/\(file)"
                guard isOurs(file), !files.contains(file),
                    let changed = Files.changedAt(path), now - changed >= idleSeconds
                else { continue }
                try Files.remove(path)
                removed.append(file)
            }
        }
        return removed.sorted()
    }

    private func isOurs(_ file: String) -> Bool {
        let suffix = TableLayout.unfinishedSuffix
        let finished =
            file.hasSuffix(suffix)
            ? file.dropLast(suffix.count) + TableLayout.contentSuffix : Substring(file)
        return TableLayout.isContent(String(finished))
    }
}
