extension PartyRejection: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownJob: "the party has no part of the job"
        case .alreadyCreated: "the party has another part of the job already"
        case .unknownComponent(let name): "the party has no task of \(name)"
        case .unknownVersion(let name, let version): "\(name) has no version \(version) yet"
        case .notReserved: "the party has not reserved its cores"
        case .staleAttempt(let attempt): "the attempt \(attempt) to start is over"
        case .notAnEnd(let status): "\(status.rawValue) is no end of a task"
        case .stillAtWork(let names):
            "\(names.map(\.text).joined(separator: ", ")) are still at work"
        case .alreadyEnded(let status): "the party's part of the job has ended: \(status.rawValue)"
        case .notEnded(let status):
            "the job is \(status.rawValue); wait for its end, or stop it first"
        case .notesTooLong(let bytes):
            "notes are \(bytes) bytes long, and \(PartyDecider.notesBytesMax) at most; shorten them"
        }
    }
}
