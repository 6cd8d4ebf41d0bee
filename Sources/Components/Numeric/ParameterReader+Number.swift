import Domain

extension ParameterReader {
    /// A number of at least `minimum` (above it where `isOpen`).
    func number(
        _ name: String, from minimum: Double, isOpen: Bool = false
    ) throws(ComponentError) -> Double {
        guard let number = value(name)?.double, number.isFinite else {
            throw refusal(name, "must be a number")
        }
        guard isOpen ? number > minimum : number >= minimum else {
            throw refusal(name, "must be \(isOpen ? "above" : "at least") \(minimum)")
        }
        return number
    }

    /// A whole number of at least 1, or `nil` where the parameter is null.
    func optionalCount(_ name: String) throws(ComponentError) -> Int? {
        value(name) == nil ? nil : try integer(name, in: 1...Int(Int32.max))
    }
}
