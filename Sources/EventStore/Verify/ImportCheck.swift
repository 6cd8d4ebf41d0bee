/// Verifies what the log says about events of other sites: the tables `origins` and `imports`.
struct ImportCheck {
    private struct Origin: Hashable {
        let number: UInt64
        let position: Position
    }

    private var sites: [String: UInt64] = [:]
    /// The events of other sites, by where they happened.
    private var places: [Origin: ImportedPlace] = [:]

    /// Takes an entry of the table of origins.
    mutating func addSite(_ entry: TableWalk.Entry, _ report: inout LogReport) {
        let site = String(validating: entry.key, as: UTF8.self)
        guard !entry.isTable, let site, entry.value.count == 8 else {
            return report.add(
                .table("origins"), "an entry is damaged: \(Hex.text(entry.key.prefix(40)))")
        }
        let number = UInt64(bigEndian: Array(entry.value).native(at: 0, as: UInt64.self))
        if sites.values.contains(number) {
            report.add(.table("origins"), "\(site) has the number \(number) of another site")
        }
        sites[site] = number
    }

    /// Takes an event of another site.
    mutating func add(_ event: RecordedEvent, _ report: inout LogReport) {
        let envelope = event.envelope
        guard let number = sites[envelope.originSite] else {
            return report.add(
                .position(event.position),
                "its origin \(envelope.originSite) is missing in the table of origins")
        }
        let origin = Origin(number: number, position: envelope.originPosition)
        let place = ImportedPlace(position: event.position, leaf: envelope.leafHash)
        if let other = places.updateValue(place, forKey: origin) {
            report.add(
                .position(event.position), "it is the same event as the one at \(other.position)")
        }
    }

    /// Takes an entry of the table of imported events.
    mutating func addImport(_ entry: TableWalk.Entry, _ report: inout LogReport) {
        let key = Array(entry.key)
        guard key.count == 16,
            let place = try? entry.value.withUnsafeBytes({ try ImportedPlace($0) })
        else {
            return report.add(.table("imports"), "an entry is damaged: \(Hex.text(key.prefix(20)))")
        }
        let origin = Origin(
            number: UInt64(bigEndian: key.native(at: 0, as: UInt64.self)),
            position: Position(UInt64(bigEndian: key.native(at: 8, as: UInt64.self))))
        guard places.removeValue(forKey: origin) == place else {
            return report.add(
                .table("imports"),
                "event \(origin.position) of site number \(origin.number) is said to be at "
                    + "position \(place.position), where it is not")
        }
    }

    /// Says what is missing.
    func finish(_ report: inout LogReport) {
        for place in places.values.sorted(by: { $0.position < $1.position }) {
            report.add(.position(place.position), "it is missing in the table of imported events")
        }
    }
}
