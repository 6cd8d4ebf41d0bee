public import Domain

/// The calls of a worker to its own site: paths, parameters and limits.
///
/// Every call carries `Authorization: Bearer <token>` and answers `{"retcode": 0, …}`, but for the
/// bytes of a message. A call may be made again when its answer was lost.
public enum WorkerCalls {
    /// The path that all calls begin with, for a router.
    public static let pattern = "/v1/worker/{job}/{component}/{version}/{role}/{party}"
    /// The path of messages behind `pattern`, for a router: whom they go to (POST) or come from
    /// (GET, and DELETE once they were received).
    public static let messagePattern = "messages/{peer_role}/{peer_party}"

    /// POST `{}`, or the pause between its beats as `beatPause`: the worker is at work.
    public static let running = "running"
    /// The member with which a worker promises to beat.
    public static let beatPause = "beat_milliseconds"
    /// POST nothing: the worker is still at work. From then on it has to say so again and again.
    public static let beat = "beat"
    /// POST points of a metric.
    public static let metrics = "metrics"
    /// POST the description of a metric.
    public static let metricMeta = "metric_meta"
    /// POST `{"percent": 0...100}`.
    public static let progress = "progress"
    /// POST a `WorkerEnd`.
    public static let end = "end"
    /// POST, GET and DELETE messages, with the queries `name` and `tag`.
    public static let messages = "messages"

    /// How long a GET of a message waits at most before it answers 204.
    public static let pullSecondsMax = 20

    /// The path that all calls of a worker begin with.
    public static func base(of task: TaskID, for party: Party) -> String {
        "/v1/worker/\(escaped(task.job.text))/\(escaped(task.component.text))/\(task.version)"
            + "/\(party.role.rawValue)/\(party.id)"
    }

    /// The path and query of a message behind the base.
    public static func message(_ peer: Party, name: String, tag: String) -> String {
        "\(messages)/\(peer.role.rawValue)/\(peer.id)?name=\(escaped(name))&tag=\(escaped(tag))"
    }

    /// The value of the header `Authorization`.
    public static func authorization(_ token: String) -> String { "Bearer \(token)" }

    /// The token in a header `Authorization`; `nil` when there is none.
    public static func token(in authorization: String) -> String? {
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }

    /// Percent-encodes all but RFC 3986's unreserved characters.
    static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                bytes.append(contentsOf: (byte < 16 ? "%0\(digits)" : "%\(digits)").utf8)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
