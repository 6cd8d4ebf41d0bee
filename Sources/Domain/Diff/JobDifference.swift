/// One thing in which two attempts differ.
public struct JobDifference: Hashable, Sendable {
    /// What it is about, in the order in which one explains another.
    public enum Aspect: String, Sendable, CaseIterable {
        // What a job is made of.
        /// A component of the DSL: its module, inputs or outputs, or that it is there at all.
        case dsl
        /// Who fills a role.
        case role
        case jobParameter = "job_parameter"
        case parameter
        case provider
        /// The rows that a Reader read.
        case inputData = "input_data"
        /// What a party took of its engine.
        case resources

        // What comes of it.
        case status
        case model
        case output
        case metric
        /// Where a component comes from that has not run.
        case inheritance
        case timing

        /// Whether it explains others, and is itself explained by nothing.
        public var isCause: Bool {
            switch self {
            case .dsl, .role, .jobParameter, .parameter, .provider, .inputData, .resources: true
            case .status, .model, .output, .metric, .inheritance, .timing: false
            }
        }
    }

    /// What it is about.
    public let aspect: Aspect
    /// The component; `nil` for what concerns the whole job.
    public let component: ComponentName?
    /// The parties where it is so; none for all of them.
    public let parties: [Party]
    /// Which part, such as the parameter `init_param.fit_intercept` or the output `data`.
    public let path: String
    /// What the first attempt has; `null` for nothing.
    public let left: JSONValue
    /// What the second attempt has; `null` for nothing.
    public let right: JSONValue
    /// The differences from which it follows, as places in the list, all before its own.
    ///
    /// A cause has none. An effect without any has nothing before it that differs: chance, or
    /// something that no log holds.
    public internal(set) var causes: [Int] = []

    init(
        _ aspect: Aspect, _ component: ComponentName?, at parties: [Party] = [],
        path: String = "", _ left: JSONValue, _ right: JSONValue
    ) {
        self.aspect = aspect
        self.component = component
        self.parties = parties
        self.path = path
        self.left = left
        self.right = right
    }
}
