import Domain
import Wire

/// An answer that is not what the client hoped for.
struct Refusal: Error, Hashable, Sendable {
    var envelope: Envelope
    /// The HTTP status; FATE answers most refusals with 200.
    let status: Int

    init(_ code: ReturnCode, _ message: String, data: JSONValue? = nil, job: JobID? = nil) {
        envelope = Envelope(code, message, data: data, job: job)
        status = 200
    }

    /// Downloads put the code into the HTTP status too.
    init(status: Int, _ message: String) {
        envelope = Envelope(status: status, message)
        self.status = status
    }

    /// Members that a request must have.
    static func missing(_ names: [String]) -> Refusal {
        Refusal(.argument, "required argument are missing: \(names.joined(separator: ",")); ")
    }

    static func argument(_ message: String) -> Refusal { Refusal(.argument, message) }

    static func badRequest(_ message: String) -> Refusal {
        Refusal(.exception, "<BadRequest '400: Bad Request'>: \(message)")
    }

    static let notFound = Refusal(.exception, "<NotFound '404: Not Found'>")
    static let wrongMethod = Refusal(.exception, "<MethodNotAllowed '405: Method Not Allowed'>")
}
