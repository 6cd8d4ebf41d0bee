import Domain

/// Which column of a raw table becomes what.
struct ColumnPlan: Equatable {
    /// The names of the features, in the order they will have.
    let features: [String]
    /// Where each feature is among the fields of a row.
    let featurePlaces: [Int]
    let label: Int?
    let labelName: String?
    let matchID: Int?
    let matchIDName: String?
    /// How many fields a row has.
    let width: Int

    /// Plans a dense table.
    /// - Parameter trained: the features that a model was trained on, which set the order; the
    ///   label may then be missing.
    init(
        header: [String], options: DataTransformOptions, trained: [String]?
    ) throws(ComponentError) {
        guard !header.isEmpty else {
            throw ComponentError("The table has no column names; upload it with head 1")
        }
        let matchID = try Self.matchID(header, options.matchID)
        let label = try Self.label(header, options.label?.name, isRequired: trained == nil)
        let others = header.indices.filter { $0 != matchID && $0 != label }
        featurePlaces =
            try trained.map { names throws(ComponentError) in
                try Self.places(of: names, in: header)
            } ?? others
        features = featurePlaces.map { header[$0] }
        self.label = label
        labelName = label.map { header[$0] }
        self.matchID = matchID
        matchIDName = matchID.map { header[$0] }
        width = header.count
    }

    private static func matchID(
        _ header: [String], _ wanted: DataTransformOptions.MatchID?
    ) throws(ComponentError) -> Int? {
        switch wanted {
        case nil: return nil
        case .at(let place):
            guard header.indices.contains(place) else {
                throw ComponentError(
                    "match_id_index is \(place), the table has \(header.count) columns after the id"
                )
            }
            return place
        case .named(let name):
            guard let place = header.firstIndex(of: name) else {
                throw ComponentError(noColumn(name, "match_id_name", header))
            }
            return place
        }
    }

    private static func label(
        _ header: [String], _ name: String?, isRequired: Bool
    ) throws(ComponentError) -> Int? {
        guard let name else { return nil }
        let place = header.firstIndex(of: name)
        guard place != nil || !isRequired else {
            throw ComponentError(noColumn(name, "label_name", header))
        }
        return place
    }

    private static func places(
        of names: [String], in header: [String]
    ) throws(ComponentError) -> [Int] {
        var places: [Int] = []
        for name in names {
            guard let place = header.firstIndex(of: name) else {
                throw ComponentError(
                    "The model was trained with column \(name); the table lacks it")
            }
            places.append(place)
        }
        return places
    }

    private static func noColumn(_ name: String, _ parameter: String, _ header: [String]) -> String
    {
        let names = header.prefix(10).joined(separator: ", ") + (header.count > 10 ? ", …" : "")
        return "There is no column \(name) (\(parameter)); the table has \(names)"
    }
}
