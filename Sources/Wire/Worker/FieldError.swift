/// A document that does not have the shape it should have.
public struct FieldError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where in the document, such as `tables[0].name`.
    public let field: String
    /// What is wrong there, to follow the field's name.
    public let problem: String

    /// Makes an error.
    public init(_ field: String, _ problem: String) {
        self.field = field
        self.problem = problem
    }

    public var description: String { "\(field) \(problem)" }
}
