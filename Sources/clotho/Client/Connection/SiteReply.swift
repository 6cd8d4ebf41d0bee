import Domain

/// An answer of the server in FATE's envelope.
struct SiteReply: Equatable {
    let retcode: Int
    let message: String
    /// The job that was submitted, where the answer names one.
    let jobID: String?
    let data: JSONValue
    /// Which moment of the past the answer is about; `nil` for now.
    let moment: JSONValue?
    /// The whole answer, for `--json`.
    let envelope: JSONValue

    /// Reads an envelope.
    /// - Throws: `badAnswer` when it is not one, such as the page of a proxy.
    init(parsing bytes: [UInt8], from url: String) throws(ClientError) {
        guard let envelope = try? JSONValue(parsing: bytes), let members = envelope.object,
            let retcode = members["retcode"]?.integer
        else {
            let start = String(decoding: bytes.prefix(200), as: UTF8.self)
            throw ClientError(.badAnswer, "\(url) did not answer as a Clotho server: \(start)")
        }
        self.retcode = retcode
        message = members["retmsg"]?.string ?? ""
        jobID = members["jobId"]?.string
        data = members["data"] ?? .null
        moment = members["at"]
        self.envelope = envelope
    }

    /// The reply itself, if the server did what was asked.
    /// - Throws: `refused`, with the server's words.
    func accepted(_ action: String) throws(ClientError) -> SiteReply {
        guard retcode == 0 else {
            throw ClientError(
                .refused(retcode), "Could not \(action): \(message) (retcode \(retcode))")
        }
        return self
    }
}
