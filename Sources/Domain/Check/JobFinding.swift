/// Something that a job would lack at one of its parties.
///
/// The same shape as a reason to wait: who, what is wanted, what there is, and what would help.
public struct JobFinding: Hashable, Sendable {
    /// How much it stands in the way.
    public enum Severity: String, Sendable, CaseIterable {
        /// The job cannot run before it is mended.
        case missing
        /// The job can be submitted, and waits for it in the queue.
        case waits
        /// Nothing is known to be missing, but this could not be looked at.
        case unknown
    }

    /// What is lacking, for a program.
    public let code: Code
    /// The party at which it is lacking; `nil` when it concerns all of them.
    public let party: Party?
    /// The component that needs it, where one does.
    public let component: String?
    /// What is wanted: a name, or a number of cores or bytes.
    public let wanted: JSONValue
    /// What there is instead.
    public let available: JSONValue
    /// The jobs that hold what is wanted, and how much of it each.
    public let heldBy: [Holder]
    /// A sentence for a person, without the party and the component.
    public let text: String
    /// The smallest change that mends it.
    public let change: String

    /// A job that holds a part of an engine.
    public struct Holder: Hashable, Sendable {
        /// The job.
        public let job: JobID
        /// What it holds.
        public let amount: ResourceAmount

        /// Makes a holder.
        public init(job: JobID, amount: ResourceAmount) {
            self.job = job
            self.amount = amount
        }
    }

    /// Makes a finding.
    public init(
        _ code: Code, party: Party?, component: String? = nil, wanted: JSONValue = .null,
        available: JSONValue = .null, heldBy: [Holder] = [], text: String, change: String
    ) {
        self.code = code
        self.party = party
        self.component = component
        self.wanted = wanted
        self.available = available
        self.heldBy = heldBy
        self.text = text
        self.change = change
    }

    /// The finding as another party's.
    public func at(_ party: Party) -> JobFinding {
        JobFinding(
            code, party: party, component: component, wanted: wanted, available: available,
            heldBy: heldBy, text: text, change: change)
    }

    /// Party, component, sentence and change in one line, as a refusal of the job says it.
    public var message: String {
        let place = [party?.description, component.map { "component \($0)" }]
            .compactMap(\.self).joined(separator: ", ")
        let line = change.isEmpty ? text : "\(text); \(change)"
        // FATE's text begins with the words "max cores per job is" and names the party itself.
        return place.isEmpty || code == .resourcesExceeded ? line : "\(place): \(line)"
    }
}
