import Domain

extension PBJobPartyUnreachable {
    mutating func fill(_ lost: UnreachableParty) {
        party = PBParty(lost.party)
        since = lost.since.millisecondsSinceEpoch
        tasks = lost.tasks.map(PBRoundTask.init)
        status = lost.status.rawValue
        reason = lost.reason
    }
}

extension PBRoundTask {
    init(_ task: TaskVersion) {
        self.init()
        component = task.component.text
        version = Int64(task.version)
    }
}

extension PayloadFields {
    func unreachable(_ payload: PBJobPartyUnreachable) throws -> UnreachableParty {
        UnreachableParty(
            party: try party(payload.party),
            since: Timestamp(millisecondsSinceEpoch: payload.since),
            tasks: try payload.tasks.map(task), status: try taskStatus(payload.status),
            reason: payload.reason)
    }

    func task(_ payload: PBRoundTask) throws -> TaskVersion {
        TaskVersion(
            component: try component(payload.component, "tasks.component"),
            version: Int(payload.version))
    }
}
