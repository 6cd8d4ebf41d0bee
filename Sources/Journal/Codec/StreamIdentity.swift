public import Domain
public import EventStore

/// What a stream of the log is about.
public enum StreamIdentity: Hashable, Sendable {
    case job(JobID)
    case party(JobID, Party)
    case track(JobID, Party)
    case engine(String)
    case table(TableName)
    case model(ModelName)
    /// What is known of another site.
    case peer(String)
    /// The site as a whole.
    case site

    /// The stream's name on the log; `nil` when a name in it is too long or holds control
    /// characters.
    public var streamName: StreamName? {
        switch self {
        case .job(let job): StreamName("job-\(job)")
        case .party(let job, let party):
            StreamName("party-\(job)/\(party.role.rawValue)/\(party.id)")
        case .track(let job, let party):
            StreamName("track-\(job)/\(party.role.rawValue)/\(party.id)")
        case .engine(let name): StreamName("engine-\(name)")
        case .peer(let site): StreamName("peer-\(site)")
        case .site: StreamName("site")
        case .table(let table): StreamName("table-\(Self.escape(table.namespace))/\(table.name)")
        case .model(let model):
            StreamName("model-\(Self.escape(model.partyModelID))/\(model.version)")
        }
    }

    /// Reads the name of a stream; `nil` for a kind that this version does not know.
    public init?(_ name: StreamName) {
        if name.text == "site" {
            self = .site
            return
        }
        guard let dash = name.text.firstIndex(of: "-") else { return nil }
        let rest = name.text[name.text.index(after: dash)...]
        switch name.text[..<dash] {
        case "job":
            guard let job = JobID(String(rest)) else { return nil }
            self = .job(job)
        case "party":
            guard let (job, party) = Self.seat(rest) else { return nil }
            self = .party(job, party)
        case "track":
            guard let (job, party) = Self.seat(rest) else { return nil }
            self = .track(job, party)
        case "engine":
            self = .engine(String(rest))
        case "peer":
            self = .peer(String(rest))
        case "table":
            guard let slash = rest.firstIndex(of: "/"),
                let table = TableName(
                    namespace: Self.unescape(rest[..<slash]),
                    name: String(rest[rest.index(after: slash)...]))
            else { return nil }
            self = .table(table)
        case "model":
            guard let slash = rest.firstIndex(of: "/"),
                let model = ModelName(
                    partyModelID: Self.unescape(rest[..<slash]),
                    version: String(rest[rest.index(after: slash)...]))
            else { return nil }
            self = .model(model)
        default:
            return nil
        }
    }

    private static func seat(_ text: Substring) -> (JobID, Party)? {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, let job = JobID(String(parts[0])),
            let party = Party("\(parts[1]):\(parts[2])")
        else { return nil }
        return (job, party)
    }

    /// A namespace or a model's name may hold a slash, which ends it in the stream's name.
    static func escape(_ namespace: some StringProtocol) -> String {
        namespace.map { $0 == "%" ? "%25" : $0 == "/" ? "%2F" : String($0) }.joined()
    }

    private static func unescape(_ text: Substring) -> String {
        var result = ""
        var rest = text
        while let first = rest.first {
            if rest.hasPrefix("%2F") || rest.hasPrefix("%25") {
                result += rest.hasPrefix("%2F") ? "/" : "%"
                rest = rest.dropFirst(3)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}
