extension JobRejection: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownJob: "there is no such job at this site"
        case .alreadySubmitted: "the job was submitted already"
        case .unknownParty(let party): "\(party) takes no part in the job"
        case .unknownComponent(let name): "the job's DSL has no component \(name)"
        case .notWaiting(let status): "the job does not wait in the queue: it is \(status.rawValue)"
        case .notRunning(let status): "the job does not run: it is \(status.rawValue)"
        case .notStartable(let name):
            "\(name) cannot start: it runs already, waits for another one, or the job is stopped"
        case .unknownVersion(let name, let version): "\(name) has no version \(version) yet"
        case .notAStop(let status):
            "a job cannot be stopped as \(status.rawValue): use canceled"
        case .notEnded(let status):
            "the job is \(status.rawValue); wait for its end, or stop it first"
        case .stillEnding(let parties):
            "the job has ended, and \(parties.map(\.description).joined(separator: ", ")) has not "
                + "answered to that yet; try again when it has"
        case .neverCreated:
            "the job was never created at all its parties; correct what they said and submit it anew"
        case .staleRevision: "the parameters were changed by somebody else meanwhile; try again"
        }
    }
}
