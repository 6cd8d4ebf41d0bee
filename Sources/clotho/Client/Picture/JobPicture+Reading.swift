import Domain

extension JobPicture {
    /// Reads the data of `job/show`; `nil` when they do not even name a job.
    ///
    /// Members that are missing or unknown to this version stay empty, as a newer server may say
    /// more and say it otherwise.
    init?(_ data: JSONValue) {
        guard let job = data.object, let jobID = job["job_id"]?.string else { return nil }
        self.jobID = jobID
        status = job["status"]?.string.flatMap(JobStatus.init) ?? .waiting
        reason = job["reason"]?.string ?? ""
        waitReasons = (job["wait_reasons"]?.array ?? []).compactMap { $0.object?["text"]?.string }
        origin = job["origin_site"]?.string ?? ""
        notes = Self.notes(of: job["parties"]?.array ?? [])
        times = Period(job)
        components = (job["components"]?.array ?? []).compactMap(Component.init)
    }
}

extension JobPicture {
    /// Each text once, with the parties that have it; no parties are named when all have it.
    fileprivate static func notes(of parties: [JSONValue]) -> [Note] {
        var notes: [Note] = []
        for party in parties.compactMap(\.object) {
            let text = PlainNotes(party["description"]?.string ?? "")
            if text.lines.isEmpty { continue }
            let name = "\(party["role"]?.plainText ?? "") \(party["party_id"]?.plainText ?? "")"
            if let place = notes.firstIndex(where: { $0.text == text }) {
                notes[place].parties.append(name)
            } else {
                notes.append(Note(parties: [name], text: text))
            }
        }
        if let first = notes.first, first.parties.count == parties.count { notes[0].parties = [] }
        return notes
    }
}

extension JobPicture.Component {
    init?(_ data: JSONValue) {
        guard let component = data.object, let name = component["name"]?.string else { return nil }
        self.name = name
        module = component["module"]?.string ?? ""
        status = TaskStatus(orWaiting: component["status"])
        upstream = (component["upstream"]?.array ?? []).compactMap(\.string)
        parties = (component["parties"]?.array ?? []).compactMap(JobPicture.Party.init)
            .sorted { $0.rank < $1.rank }
        inheritedFrom =
            (component["parties"]?.array ?? []).lazy
            .compactMap { $0.object?["inherited_from"]?.string }.first ?? ""
    }
}

extension JobPicture.Party {
    /// Guests first, as everybody draws a federation; a role of a newer server last.
    fileprivate var rank: Int {
        Role(rawValue: role).flatMap(Role.allCases.firstIndex) ?? Role.allCases.count
    }

    init?(_ data: JSONValue) {
        guard let party = data.object, let role = party["role"]?.string else { return nil }
        self.role = role
        id = party["party_id"]?.plainText ?? ""
        status = TaskStatus(orWaiting: party["party_status"])
        progress = party["progress"]?.double ?? 0
        reason = party["error_report"]?.string ?? ""
        times = JobPicture.Period(party)
    }
}

extension JobPicture.Period {
    init(_ members: JSONObject) {
        created = members["create_time"]?.integer.map(Int64.init)
        started = members["start_time"]?.integer.map(Int64.init)
        ended = members["end_time"]?.integer.map(Int64.init)
    }
}

extension TaskStatus {
    /// The status of a name; a name from a newer server counts as waiting.
    fileprivate init(orWaiting name: JSONValue?) {
        self = name?.string.flatMap(TaskStatus.init) ?? .waiting
    }
}
