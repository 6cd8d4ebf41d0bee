public import Domain

/// The calls between the sites of a job's parties: FATE-Flow's paths
/// (`scheduling_apps/party_app.py`, `scheduling_apps/initiator_app.py`).
///
/// All are POST with a JSON object and answer FATE's envelope.
public enum PartyCalls {
    /// What a call is about: a job, or a task, at one party.
    public enum Subject: Hashable, Sendable {
        case job(JobID, Party)
        case task(TaskID, Party)
        /// The coordinator of the job, told by the party or asked for it.
        case initiatorOfJob(JobID, Party)
        case initiatorOfTask(TaskID, Party)

        /// The path that the calls about it begin with.
        public var path: String {
            switch self {
            case .job(let job, let party): "/v1/party/\(job)/\(Self.seat(party))"
            case .task(let task, let party): "/v1/party/\(Self.run(task))/\(Self.seat(party))"
            case .initiatorOfJob(let job, let party):
                "/v1/initiator/\(job)/\(Self.seat(party))"
            case .initiatorOfTask(let task, let party):
                "/v1/initiator/\(Self.run(task))/\(Self.seat(party))"
            }
        }

        private static func seat(_ party: Party) -> String { "\(party.role.rawValue)/\(party.id)" }

        private static func run(_ task: TaskID) -> String {
            let component = WorkerCalls.escaped(task.component.text)
            return "\(task.job)/\(component)/\(WorkerCalls.escaped(task.fateID))/\(task.version)"
        }
    }

    /// The beginning of the paths about a job, for a router, which wants one name for each place.
    public static let jobPattern = "/v1/party/\(seat)"
    /// The beginning of the paths about a task, for a router.
    public static let taskPattern = "/v1/party/\(run)"
    /// The beginning of the paths to the coordinator about a job, for a router.
    public static let initiatorJobPattern = "/v1/initiator/\(seat)"
    /// The beginning of the paths to the coordinator about a task, for a router.
    public static let initiatorTaskPattern = "/v1/initiator/\(run)"
    private static let seat = "{job}/{role_or_component}/{party_or_task}"
    private static let run = seat + "/{version}/{role}/{party}"
    /// The path of messages between workers behind `taskPattern`, for a router: who sent it.
    public static let messagePattern = "message/{peer_role}/{peer_party}"

    /// The path and query of a message behind the receiver's task.
    public static func message(from sender: Party, name: String, tag: String) -> String {
        "message/\(sender.role.rawValue)/\(sender.id)?name=\(WorkerCalls.escaped(name))"
            + "&tag=\(WorkerCalls.escaped(tag))"
    }

    /// The path of a party's part in deploying a model.
    public static let deploy = "/v1/model/deploy/do"
    /// Ours, not FATE's: what `deploy` would be refused for, without deploying anything.
    public static let deployCheck = "/v1/model/deploy/check"

    // The ends of the paths.
    public static let create = "create"
    /// Ours, not FATE's: what `create` would be refused for, without creating anything.
    public static let check = "check"
    public static let reserve = "resource/apply"
    public static let release = "resource/return"
    public static let start = "start"
    public static let status = "status"
    public static let stop = "stop"
    public static let clean = "clean"
    public static let align = "align"
    public static let collect = "collect"
    public static let report = "report"
    /// Ours, not FATE's: a party asks the coordinator how the job is.
    public static let query = "query"
    public static let rerun = "rerun"
    public static let rerunCheck = "component/rerun/check"
    public static let inheritanceCheck = "component/inheritance/check"
    public static let parameters = "parameter/update"
}
