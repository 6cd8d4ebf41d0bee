public import Domain

/// The bodies of the calls between parties that hold more than a word.
public enum PartyBodies {
    /// The job object that FATE-Flow sends with `create`.
    public static func creation(
        _ submission: JobSubmission
    ) throws(JSONSyntaxError) -> JSONObject {
        let initiator = submission.initiator
        return [
            "job_id": .string(submission.job.text), "dsl": try JSONValue(parsing: submission.dsl),
            "runtime_conf": try JSONValue(parsing: submission.conf), "train_runtime_conf": [:],
            "runtime_conf_on_party": [:], "roles": roles(submission.parties),
            "initiator_role": .string(initiator.role.rawValue),
            "initiator_party_id": .integer(Int64(initiator.id.number)),
            "role": .string(initiator.role.rawValue),
            "party_id": .integer(Int64(initiator.id.number)), "is_initiator": false,
            "status": .string(JobStatus.ready.rawValue),
            inheritanceMember: submission.inheritance?.json ?? [:],
            "inheritance_status": submission.inheritance == nil ? "pass" : "waiting",
        ]
    }

    /// FATE's member for what a job takes over from an earlier one.
    public static let inheritanceMember = "inheritance_info"

    /// What a party answers to `create`: which of its components do something, what it needs, and,
    /// which is ours, what it has taken over from an earlier job.
    public static func created(
        _ creation: PartyCreation, inherited: [ComponentName]
    ) -> JSONValue {
        let components = creation.tasks.map { task in
            (task.component.text, JSONValue.object(["need_run": .bool(task.needRun)]))
        }
        return [
            "components": .object(JSONObject(components)), "need": need(creation.need),
            "inherited": .array(inherited.map { .string($0.text) }),
        ]
    }

    /// What a party answers to another round: what it needs now.
    public static func reopened(_ need: ResourceNeed) -> JSONValue { ["need": self.need(need)] }

    private static func need(_ need: ResourceNeed) -> JSONValue {
        [
            "engine": .string(need.engine), "cores": .integer(Int64(need.cores)),
            "memory": .integer(Int64(need.memory)),
        ]
    }

    /// The task object that FATE-Flow sends with the creation of another version.
    public static func task(
        _ task: TaskID, _ party: Party, initiator: Party, autoRetries: Int
    ) -> JSONObject {
        [
            "job_id": .string(task.job.text), "component_name": .string(task.component.text),
            "task_id": .string(task.fateID), "task_version": .integer(Int64(task.version)),
            "role": .string(party.role.rawValue), "party_id": .string(party.id.description),
            "initiator_role": .string(initiator.role.rawValue),
            "initiator_party_id": .string(initiator.id.description),
            "auto_retries": .integer(Int64(autoRetries)), "federated_mode": "MULTIPLE",
            "federated_status_collect_type": "PUSH",
        ]
    }

    /// Whom a party takes for the initiator, when it asks how a job is.
    public static func question(to initiator: Party) -> JSONObject {
        [
            "initiator_role": .string(initiator.role.rawValue),
            "initiator_party_id": .string(initiator.id.description),
        ]
    }

    /// Who is taken for the initiator.
    /// - Throws: `FieldError`.
    public static func initiator(in body: JSONObject) throws(FieldError) -> Party {
        let fields = try FieldReader(.object(body))
        return Party(
            try fields.value("initiator_role", "a role", Role.init(rawValue:)),
            try fields.value("initiator_party_id", "the id of a party") { PartyID(text: $0) })
    }

    /// The parts of a conf that a change of parameters replaces. `revision` is ours.
    public static func parameters(of conf: JSONValue, revision: Int) -> JSONObject {
        let components = conf.object?["component_parameters"]?.object ?? [:]
        return [
            "job_parameters": conf.object?["job_parameters"] ?? [:],
            "component_parameters": .object(components),
            "components": .array((components["common"]?.object ?? [:]).keys.map { .string($0) }),
            "revision": .integer(Int64(revision)),
        ]
    }

    /// What makes FATE's call `clean`, which does nothing there, throw something away; both members
    /// are ours. All components unless some are named.
    public static func cleaning(_ components: [ComponentName]?) -> JSONObject {
        var body: JSONObject = [outputsMember: true]
        if let components {
            body[componentsMember] = .array(components.map { .string($0.text) })
        }
        return body
    }

    /// As what a party's part of a job has ended that refuses for it.
    public static let endedMember = "ended"
    /// Whether a call `clean` means what the job has left behind.
    public static let outputsMember = "outputs"
    /// The components that a call `clean` is about.
    public static let componentsMember = "components"

    /// What a party has taken over, in its answer to `create`; a peer of FATE 1.x says nothing.
    public static func inherited(in data: JSONValue?) -> Set<String> {
        Set((data?.object?["inherited"]?.array ?? []).compactMap(\.string))
    }

    /// The need in an answer to `create`; a peer of FATE 1.x does not say it.
    public static func need(in data: JSONValue?) -> ResourceNeed {
        let need = data?.object?["need"]?.object
        return ResourceNeed(
            engine: need?["engine"]?.string ?? "", cores: need?["cores"]?.integer ?? 0,
            memory: need?["memory"]?.integer ?? 0)
    }

    /// `{"guest": [9999], …}`, in the order of the conf.
    private static func roles(_ parties: [Party]) -> JSONValue {
        var roles = JSONObject()
        for party in parties {
            let ids = roles[party.role.rawValue]?.array ?? []
            roles[party.role.rawValue] = .array(ids + [.integer(Int64(party.id.number))])
        }
        return .object(roles)
    }
}

extension TaskReport {
    /// FATE-Flow's report of a task; `error_report` says why it failed.
    public func json(of task: TaskID) -> JSONObject {
        [
            "job_id": .string(task.job.text), "component_name": .string(task.component.text),
            "task_id": .string(task.fateID), "task_version": .integer(Int64(task.version)),
            "role": .string(party.role.rawValue), "party_id": .string(party.id.description),
            "status": .string(status.rawValue), "party_status": .string(status.rawValue),
            "error_report": .string(reason),
        ]
    }

    /// Reads a report about a task of a party.
    public init(_ body: JSONObject, of task: TaskID, _ party: Party) throws(FieldError) {
        let fields = try FieldReader(.object(body))
        self.init(
            component: task.component, version: task.version, party: party,
            status: try fields.value(
                "party_status", "a status of a task", TaskStatus.init(rawValue:)),
            reason: try fields.optionalText("error_report") ?? "")
    }
}
