import NIOCore
import NIOHTTP1

/// A request to the site.
struct SiteRequest: Sendable {
    let method: HTTPMethod
    let path: String
    let body: ByteBuffer
    let contentType: String
    let authorization: String
}

/// The site's answer.
struct SiteResponse: Sendable {
    let status: Int
    /// Whether the body is JSON, and so no bytes of a message.
    let isEnvelope: Bool
    let body: ByteBuffer
}

/// Why the site could not be asked, or refused.
struct SiteError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
