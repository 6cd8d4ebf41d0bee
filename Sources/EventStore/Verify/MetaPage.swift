/// What LMDB keeps about a table: where its tree begins, and how large it should be.
struct TableRoot {
    static let byteCount = 48
    /// The root of a table without entries.
    static let noPage = UInt64.max

    let padding: UInt32
    let flags: UInt16
    let depth: UInt16
    let branchPages: UInt64
    let leafPages: UInt64
    let overflowPages: UInt64
    let entries: UInt64
    let page: UInt64

    /// Reads 48 bytes; the caller has checked the bounds.
    init(_ bytes: [UInt8], at offset: Int) {
        padding = bytes.native(at: offset, as: UInt32.self)
        flags = bytes.native(at: offset + 4, as: UInt16.self)
        depth = bytes.native(at: offset + 6, as: UInt16.self)
        branchPages = bytes.native(at: offset + 8, as: UInt64.self)
        leafPages = bytes.native(at: offset + 16, as: UInt64.self)
        overflowPages = bytes.native(at: offset + 24, as: UInt64.self)
        entries = bytes.native(at: offset + 32, as: UInt64.self)
        page = bytes.native(at: offset + 40, as: UInt64.self)
    }
}

/// One of the two pages that LMDB begins with; they take turns with every commit.
///
/// The layout is the one of LMDB 0.9, data version 1, on a 64-bit machine (`MDB_meta`).
struct MetaPage {
    static let byteCount = PageLayout.header + 136
    private static let magic: UInt32 = 0xBEEF_C0DE
    private static let dataVersion: UInt32 = 1
    /// The key of the table of free pages is a number (MDB_INTEGERKEY).
    private static let freeTableFlags: UInt16 = 0x08

    let pageSize: Int
    let mapSize: UInt64
    let free: TableRoot
    let main: TableRoot
    let lastPage: UInt64
    let transaction: UInt64

    /// Reads a meta page; the error says what is wrong with it.
    init(_ bytes: [UInt8], number: UInt64) throws(PageError) {
        let header = PageLayout.header
        guard bytes.native(at: 0, as: UInt64.self) == number,
            bytes.native(at: PageLayout.flags, as: UInt16.self) == PageLayout.Flag.meta
        else { throw PageError("it is no meta page") }
        guard bytes.native(at: header, as: UInt32.self) == Self.magic else {
            throw PageError("it does not begin with LMDB's mark")
        }
        guard bytes.native(at: header + 4, as: UInt32.self) == Self.dataVersion else {
            throw PageError("its data version is unknown")
        }
        guard bytes.native(at: header + 8, as: UInt64.self) == 0 else {
            throw PageError("it asks for a fixed address")
        }
        mapSize = bytes.native(at: header + 16, as: UInt64.self)
        free = TableRoot(bytes, at: header + 24)
        main = TableRoot(bytes, at: header + 24 + TableRoot.byteCount)
        lastPage = bytes.native(at: header + 120, as: UInt64.self)
        transaction = bytes.native(at: header + 128, as: UInt64.self)
        let size = free.padding
        guard size.nonzeroBitCount == 1, (512...65_536).contains(size) else {
            throw PageError("its page size is \(size)")
        }
        pageSize = Int(size)
        guard free.flags == Self.freeTableFlags, main.flags == 0, main.padding == 0 else {
            throw PageError("its tables have unknown flags")
        }
        guard lastPage >= 1, mapSize / UInt64(size) > lastPage else {
            throw PageError("its last page \(lastPage) lies outside of the map")
        }
    }
}

/// What is wrong with a page.
struct PageError: Error {
    let what: String

    init(_ what: String) { self.what = what }
}

/// Where the fields of a page stand (`MDB_page`, `MDB_node`).
enum PageLayout {
    static let header = 16
    static let flags = 10
    static let lower = 12
    static let upper = 14
    static let overflowCount = 12
    static let nodeHeader = 8

    enum Flag {
        static let branch: UInt16 = 0x01
        static let leaf: UInt16 = 0x02
        static let overflow: UInt16 = 0x04
        static let meta: UInt16 = 0x08
    }

    /// The flags of an entry.
    enum NodeFlag {
        static let overflow: UInt16 = 0x01
        static let table: UInt16 = 0x02
    }
}
