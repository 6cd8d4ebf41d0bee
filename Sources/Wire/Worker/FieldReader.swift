import Domain

/// Reads the members of a JSON object; what is missing or of another type is refused by name.
struct FieldReader {
    private let object: JSONObject
    private let path: String

    init(_ value: JSONValue, at path: String = "") throws(FieldError) {
        guard let object = value.object else {
            throw FieldError(path.isEmpty ? "the document" : path, "must be an object")
        }
        self.object = object
        self.path = path
    }

    func text(_ name: String) throws(FieldError) -> String {
        guard let text = object[name]?.string else { throw refusal(name, "must be a text") }
        return text
    }

    /// `nil` when the member is missing or null.
    func optionalText(_ name: String) throws(FieldError) -> String? {
        isGiven(name) ? try text(name) : nil
    }

    /// Whatever the member is; `null` when it is missing.
    func any(_ name: String) -> JSONValue { object[name] ?? .null }

    func integer(_ name: String) throws(FieldError) -> Int {
        guard let number = object[name]?.integer else {
            throw refusal(name, "must be a whole number")
        }
        return number
    }

    /// `nil` when the member is missing or null.
    func optionalInteger(_ name: String) throws(FieldError) -> Int? {
        isGiven(name) ? try integer(name) : nil
    }

    func bool(_ name: String) throws(FieldError) -> Bool {
        guard let value = object[name]?.bool else { throw refusal(name, "must be true or false") }
        return value
    }

    func object(_ name: String) throws(FieldError) -> JSONObject {
        guard let members = object[name]?.object else { throw refusal(name, "must be an object") }
        return members
    }

    func array(_ name: String) throws(FieldError) -> [JSONValue] {
        guard let items = object[name]?.array else { throw refusal(name, "must be a list") }
        return items
    }

    func texts(_ name: String) throws(FieldError) -> [String] {
        let texts = try array(name).map(\.string)
        guard !texts.contains(nil) else { throw refusal(name, "must be a list of texts") }
        return texts.compactMap(\.self)
    }

    /// The member read by `read`, which answers `nil` for what it cannot mean.
    func value<Value>(
        _ name: String, _ kind: String, _ read: (String) -> Value?
    ) throws(FieldError) -> Value {
        guard let value = read(try text(name)) else { throw refusal(name, "must be \(kind)") }
        return value
    }

    func nested(_ name: String) throws(FieldError) -> FieldReader {
        try FieldReader(object[name] ?? .null, at: place(name))
    }

    /// `nil` when the member is missing or null.
    func optionalNested(_ name: String) throws(FieldError) -> FieldReader? {
        isGiven(name) ? try nested(name) : nil
    }

    func items<Item>(
        _ name: String, _ read: (FieldReader) throws(FieldError) -> Item
    ) throws(FieldError) -> [Item] {
        var items: [Item] = []
        for (index, value) in try array(name).enumerated() {
            items.append(try read(FieldReader(value, at: "\(place(name))[\(index)]")))
        }
        return items
    }

    func refusal(_ name: String, _ problem: String) -> FieldError {
        FieldError(place(name), problem)
    }

    private func isGiven(_ name: String) -> Bool { object[name].map { !$0.isNull } ?? false }

    private func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
