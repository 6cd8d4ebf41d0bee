import Domain

/// The parameters in the query of an upload.
///
/// FATE's clients send one percent-encoded JSON document with `&`, `=`, `+` and `#` unescaped in
/// it, older ones `k=v` pairs.
enum UploadQuery {
    /// The members of a raw query; `nil` when it is empty.
    static func members(of query: String?) -> JSONObject? {
        guard let query, !query.isEmpty else { return nil }
        let document = PercentEncoding.decoded(query)
        if let members = json(document) ?? json(document.removingSuffix("=")) { return members }
        var members = JSONObject()
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? formDecoded(parts[1]) : ""
            members[formDecoded(parts[0])] = .string(value)
        }
        return members
    }

    private static func json(_ text: String) -> JSONObject? {
        (try? JSONValue(parsing: text))?.object
    }

    private static func formDecoded(_ text: some StringProtocol) -> String {
        PercentEncoding.decoded(String(text.map { $0 == "+" ? " " : $0 }))
    }
}

extension String {
    fileprivate func removingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
