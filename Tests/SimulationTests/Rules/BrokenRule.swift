/// A rule that did not hold.
struct BrokenRule: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }

    /// Checks something that must always hold.
    static func unless(
        _ holds: Bool, _ otherwise: @autoclosure () -> String
    ) throws(BrokenRule) {
        if !holds { throw BrokenRule(otherwise()) }
    }
}
