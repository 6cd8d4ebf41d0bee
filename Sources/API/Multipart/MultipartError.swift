/// Why a body is not the multipart form that it says it is.
struct MultipartError: Error, Hashable, CustomStringConvertible {
    /// What is wrong, for a person.
    let message: String

    init(_ message: String) { self.message = message }

    var description: String { message }
}
