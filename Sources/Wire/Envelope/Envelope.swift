public import Domain

/// The JSON object around every answer; members without a value are left out.
public struct Envelope: Hashable, Sendable {
    /// FATE's code. Most are a ``ReturnCode``; the downloads use HTTP statuses.
    public var code: Int
    /// What happened, for a person.
    public var message: String
    /// The answer.
    public var data: JSONValue?
    /// The job that was made.
    public var job: JobID?
    /// What the answer means, such as the header of rows.
    public var meta: JSONValue?
    /// Which moment of the past the answer is about; not FATE's.
    public var moment: JSONValue?
    /// What the job of the answer would lack, or lacks; not FATE's.
    public var check: JSONValue?
    /// What sites of Clotho tell each other; not FATE's.
    public var extras = PartyExtras()

    /// Makes an envelope.
    public init(
        _ code: ReturnCode = .success, _ message: String = "success", data: JSONValue? = nil,
        job: JobID? = nil, meta: JSONValue? = nil
    ) {
        self.code = code.rawValue
        self.message = message
        self.data = data
        self.job = job
        self.meta = meta
    }

    /// Makes the envelope of an answer whose HTTP status says what went wrong.
    public init(status: Int, _ message: String) {
        self.init(.success, message)
        code = status
    }

    /// The envelope as FATE writes it, with sorted keys.
    public var json: JSONValue {
        var members: JSONObject = [:]
        extras.add(to: &members)
        members["at"] = moment
        members["check"] = check
        members["data"] = data
        members["jobId"] = job.map { .string($0.text) }
        members["meta"] = meta
        members["retcode"] = .integer(Int64(code))
        members["retmsg"] = .string(message)
        return .object(members)
    }

    /// The bytes of the answer.
    public var utf8: [UInt8] { json.utf8(sortedKeys: true) }
}
