/// The members in which two JSON objects differ.
enum JSONDifference {
    /// Where in the objects, such as `init_param.fit_intercept`, and what each has there.
    struct Place: Hashable {
        let path: String
        let left: JSONValue
        let right: JSONValue
    }

    /// The places in the order of the second object, then those that only the first has. Objects are
    /// compared member by member at any depth, lists as a whole.
    static func places(
        _ left: JSONObject, _ right: JSONObject, below path: String = ""
    ) -> [Place] {
        let keys = right.keys + left.keys.filter { right[$0] == nil }
        return keys.flatMap { key -> [Place] in
            let place = path.isEmpty ? key : "\(path).\(key)"
            let (one, two) = (left[key] ?? .null, right[key] ?? .null)
            if let one = one.object, let two = two.object {
                return places(one, two, below: place)
            }
            return isSame(one, two) ? [] : [Place(path: place, left: one, right: two)]
        }
    }

    /// Whether two values mean the same: 1 and 1.0 do.
    static func isSame(_ left: JSONValue, _ right: JSONValue) -> Bool {
        if left == right { return true }
        guard let one = left.double, let two = right.double else { return false }
        return one == two
    }
}
