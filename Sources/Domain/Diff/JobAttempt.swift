/// One attempt of one job as a site knows it: what it was made of, and what came of it.
///
/// Of parties that live elsewhere a site knows the conf alone; they have no part and no runs here.
public struct JobAttempt: Hashable, Sendable {
    /// A component at one party.
    public struct Run: Hashable, Sendable {
        /// The task version.
        public var version: Int
        /// The status at the party, as FATE writes it.
        public var status: String
        /// Who ran it, such as `fate@1.11.4`.
        public var provider: String
        /// The parameters with defaults filled in.
        public var parameters: JSONObject
        /// The digests of the tables that it made, by their names.
        public var outputs: [String: String]
        /// The digest of the model that it made.
        public var model: String?
        /// The points of its metrics, `[[key, value], …]`, by `namespace/name`.
        public var metrics: [String: JSONValue]
        /// How long it took; `nil` unless it has ended.
        public var milliseconds: Int?
        /// The earlier job that it was taken over from; `nil` for one that ran.
        public var inheritedFrom: String?

        /// Makes a run.
        public init(
            version: Int = 0, status: String, provider: String = "", parameters: JSONObject = [:],
            outputs: [String: String] = [:], model: String? = nil,
            metrics: [String: JSONValue] = [:], milliseconds: Int? = nil,
            inheritedFrom: String? = nil
        ) {
            self.version = version
            self.status = status
            self.provider = provider
            self.parameters = parameters
            self.outputs = outputs
            self.model = model
            self.metrics = metrics
            self.milliseconds = milliseconds
            self.inheritedFrom = inheritedFrom
        }
    }

    /// A party's part of the job.
    public struct Part: Hashable, Sendable {
        /// What it took of its engine.
        public var need: ResourceNeed

        /// Makes a part.
        public init(need: ResourceNeed) { self.need = need }
    }

    /// What it is called.
    public var name: AttemptName
    /// The job's status, as FATE writes it.
    public var status: String
    /// The DSL as it ran.
    public var dsl: DSL
    /// The conf as it ran.
    public var conf: RuntimeConf
    /// The parts that are known here.
    public var parts: [Party: Part]
    /// The runs that are known here, by component.
    public var runs: [ComponentName: [Party: Run]]
    /// How long the job waited; `nil` unless it has started.
    public var waitedMilliseconds: Int?
    /// How long the job ran; `nil` unless it has ended.
    public var ranMilliseconds: Int?

    /// Makes an attempt.
    public init(
        name: AttemptName, status: String, dsl: DSL, conf: RuntimeConf, parts: [Party: Part] = [:],
        runs: [ComponentName: [Party: Run]] = [:], waitedMilliseconds: Int? = nil,
        ranMilliseconds: Int? = nil
    ) {
        self.name = name
        self.status = status
        self.dsl = dsl
        self.conf = conf
        self.parts = parts
        self.runs = runs
        self.waitedMilliseconds = waitedMilliseconds
        self.ranMilliseconds = ranMilliseconds
    }
}
