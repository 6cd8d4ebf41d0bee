/// Whose events made a row.
public enum RowOrigin: Hashable, Sendable {
    /// This site's own.
    case here
    /// Those of another site, which were imported.
    case site(String)
    /// Anybody's.
    case anywhere

    /// Reads a request's `origin_site`: nothing for this site, `*` for all, else a site's name.
    public init(_ text: String?) {
        self =
            switch text {
            case nil, "": .here
            case "*": .anywhere
            case let site?: .site(site)
            }
    }

    var conditions: [SQLCondition] {
        switch self {
        case .here: [SQLCondition("f_origin_site = ''")]
        case .site(let site): [SQLCondition("f_origin_site = ?", text: site)]
        case .anywhere: []
        }
    }
}

extension ViewTable.Column {
    /// Whether this is the column of the origin, which is asked for apart from the others.
    var isOrigin: Bool { name == ViewTable.origin.name }
}
