import Domain
import EventStore
import Federation
import HTTPTypes
import Hummingbird
import Journal
import Projections
import Scheduler
import Storage
import Wire

extension Refusal {
    /// The one place where failures get FATE's codes; `nil` for a failure that nobody foresaw.
    init?(_ error: any Error) {
        switch error {
        case let refusal as Refusal: self = refusal
        case let error as SubmissionError: self.init(error, .operating)
        case let rejection as SiteRejection: self = .argument("\(rejection)")
        case let rejection as JobRejection: self.init(rejection)
        case let rejection as PartyRejection: self.init(rejection)
        case let rejection as TrackingRejection: self.init(.argument, "\(rejection)")
        case let refusal as WorkerRefusal: self.init(refusal)
        case let error as MessageError: self.init(error)
        case let error as PartyCallError: self.init(.federated, "\(error)")
        case let refusal as PartyRefusal: self.init(.federated, "\(refusal)")
        case let error as FieldError: self = .argument("\(error)")
        case let error as ConfError: self.init(SubmissionError(.conf(error)), .argument)
        case let error as DSLError: self.init(SubmissionError(.dsl(error)), .argument)
        case let error as JobSpecificationError: self.init(SubmissionError(error), .argument)
        case let error as ModelError: self = .argument("\(error) (\(error.code))")
        case let rejection as ModelRejection: self.init(.operating, "\(rejection)")
        case TableRejection.unknownTable: self = .argument("no find table")
        case let error as MomentError: self = .argument("at: \(error)")
        case let error as PastError: self = .argument("at: \(error)")
        case let error as RowPredicateError: self = .argument("predicate: \(error)")
        case let error as ViewsNotReady: self.init(.running, "\(error)")
        case let error as EvidenceError: self.init(.data, "\(error)")
        case let error as RowFilterError: self = .argument("\(error)")
        case let error as CSVError: self.init(.data, error.message)
        case let error as MultipartError: self.init(.exception, error.message)
        case let error as StorageError: self.init(.data, error.message)
        case let error as EventLogError: self.init(.exception, "\(error)")
        case let error as ProjectionStopped: self.init(.exception, "\(error)")
        case let error as HTTPError: self.init(error)
        default: return nil
        }
    }

    /// Programs find what is wrong in `data`: its name, and where it is.
    private init(_ error: SubmissionError, _ code: ReturnCode) {
        let mistake: JSONObject = [
            "code": .string(error.code),
            "component": error.component.map(JSONValue.string) ?? .null,
            "field": error.field.map(JSONValue.string) ?? .null,
        ]
        self.init(code, error.reason, data: ["error": .object(mistake)], job: error.job)
    }

    private init(_ rejection: JobRejection) {
        switch rejection {
        case .unknownJob: self.init(.data, "can not found job")
        case .notAStop: self = .argument("\(rejection)")
        case .alreadySubmitted, .unknownParty, .unknownComponent, .notWaiting, .notRunning,
            .notStartable, .unknownVersion, .notEnded, .stillEnding, .neverCreated, .staleRevision:
            self.init(.operating, "\(rejection)")
        }
    }

    private init(_ rejection: PartyRejection) {
        switch rejection {
        case .notesTooLong: self = .argument("\(rejection)")
        case .unknownJob, .alreadyCreated, .unknownComponent, .unknownVersion, .notReserved,
            .staleAttempt, .notAnEnd, .stillAtWork, .alreadyEnded, .notEnded:
            self.init(.operating, "\(rejection)")
        }
    }

    private init(_ refusal: WorkerRefusal) {
        switch refusal {
        case .unknownTask: self.init(status: 404, refusal.description)
        // Whoever hears this has nothing to go on for.
        case .ended, .superseded: self.init(status: 410, refusal.description)
        case .unknownPeer: self = .argument(refusal.description)
        case .wrongToken: self.init(.authentication, refusal.description)
        }
    }

    private init(_ error: MessageError) {
        // Workers try again what a site answers with a status from 500 on.
        if error.code == .unreachable {
            self.init(status: 503, error.message)
            return
        }
        let code: ReturnCode =
            switch error.code {
            case .unreachable: .federated
            case .tooLarge, .different, .refused: .argument
            case .receiverFull: .running
            case .discarded: .operating
            case .inputOutput: .exception
            }
        self.init(code, error.message)
    }

    private init(_ error: HTTPError) {
        switch error.status {
        case .notFound: self = .notFound
        case .contentTooLarge: self.init(.exception, "the body is larger than this call takes")
        default: self.init(.exception, error.body ?? "\(error.status)")
        }
    }
}
