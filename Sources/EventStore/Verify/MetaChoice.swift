/// Chooses between the two meta pages, and says what is wrong with them.
enum MetaChoice {
    /// The newer one of two that are right; `nil` after a finding when LMDB could not use them.
    static func newest(of file: PageFile, _ report: inout LogReport) -> MetaPage? {
        var metas: [MetaPage] = []
        for number in 0..<UInt64(2) {
            do {
                metas.append(try meta(number, file))
            } catch {
                report.add(.page(number, table: nil), error.what)
            }
        }
        guard metas.count == 2 else { return nil }
        guard metas[0].pageSize == metas[1].pageSize else {
            report.add(.file, "the two meta pages give different sizes of pages")
            return nil
        }
        let numbers = metas.map(\.transaction)
        // Commits take turns: even ones stand in page 0, odd ones in page 1.
        let isNew = numbers == [0, 0]
        let isPair = max(numbers[0], numbers[1]) - min(numbers[0], numbers[1]) == 1
        if !isNew, !isPair || numbers[0] % 2 != 0 {
            report.add(
                .file,
                "the meta pages are of the commits \(numbers[0]) and \(numbers[1]), "
                    + "which do not follow each other")
        }
        return metas[numbers[0] < numbers[1] ? 1 : 0]
    }

    /// The meta page of a commit; `nil` when there is none.
    static func meta(of transaction: UInt64, in file: PageFile) -> MetaPage? {
        for number in [transaction % 2, (transaction + 1) % 2] {
            if let meta = try? meta(number, file), meta.transaction == transaction { return meta }
        }
        return nil
    }

    private static func meta(_ number: UInt64, _ file: PageFile) throws(PageError) -> MetaPage {
        // The second one stands behind the first page, whose size only the first one says.
        let offset = number == 0 ? 0 : file.pageSize
        guard let bytes = file.bytes(at: offset, count: MetaPage.byteCount) else {
            throw PageError("the file ends before it")
        }
        let meta = try MetaPage(bytes, number: number)
        if number == 0 { file.pageSize = meta.pageSize }
        return meta
    }
}
