import Domain
import Storage

/// A party's input, seen as keys to match: the match ids where rows have them, else the ids.
struct MatchTable {
    /// Each key once, in byte order.
    let keys: [[UInt8]]
    /// The ids of the rows of each key, in byte order.
    let rows: [[[UInt8]]]
    /// Whether the keys are match ids.
    let hasMatchIDs: Bool
    private let reader: TableReader

    /// Reads the keys of a table of any kind.
    init(_ content: TableContent, in store: TableStore) throws {
        reader = try store.open(content)
        hasMatchIDs = content.schema.kind == .instances && content.schema.matchIDName != nil
        var rowsOfKeys: [[UInt8]: [[UInt8]]] = [:]
        if hasMatchIDs {
            let instances = try store.instances(content)
            for (id, key) in zip(instances.ids, instances.matchIDs ?? []) {
                guard !key.isEmpty else { throw ComponentError("Row \(id) has an empty match id") }
                rowsOfKeys[Array(key.utf8), default: []].append(Array(id.utf8))
            }
        } else {
            try reader.forEach { key, _ in rowsOfKeys[key] = [key] }
        }
        let ordered = rowsOfKeys.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        keys = ordered.map(\.key)
        rows = ordered.map(\.value)
    }

    /// The number of rows of the table.
    var rowCount: Int { reader.count }

    /// A host has one row of each key: only the guest's rows may repeat a match id.
    func refuseRepeats() throws(ComponentError) {
        guard let place = rows.firstIndex(where: { $0.count > 1 }) else { return }
        let key = String(decoding: keys[place], as: UTF8.self)
        throw ComponentError(
            "The match id \(key) is on \(rows[place].count) rows; only the guest's match ids may "
                + "repeat, so keep one row of each at the host")
    }

    /// Writes the common rows; the rows of all parties get the same ids.
    ///
    /// Without repetition the id of a row is its key. Otherwise it is `<key>-<n>`, where `n`
    /// counts the guest's rows of that key from 0, in byte order of their own ids; a host writes
    /// its one row of the key as often.
    func write(
        _ common: CommonKeys, onlyKeys: Bool, to store: TableStore
    ) throws(StorageError) -> TableContent {
        let content = reader.content
        let schema =
            onlyKeys
            ? TableSchema(kind: .keys, idName: content.schema.idName, header: [])
            : content.schema
        let writer = try store.writer(schema: schema, partitions: content.partitions)
        for (order, place) in common.places.enumerated() {
            let key = keys[place]
            let own = rows[place]
            for number in 0..<(common.repeats?[order] ?? 1) {
                let id = common.repeats == nil ? key : key + Array("-\(number)".utf8)
                let value = onlyKeys ? [] : try reader.get(own[min(number, own.count - 1)]) ?? []
                try writer.put(id, value)
            }
        }
        return try writer.finish()
    }
}
