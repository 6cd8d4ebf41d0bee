/// One component as one party sees it.
public struct ComponentParameters: Hashable, Sendable {
    /// The component.
    public let component: ComponentName
    /// The component whose parameters count: itself, or the one whose model or cache it uses.
    public let source: ComponentName
    /// What the user wrote: later layers replace members of earlier ones whole.
    public let userSpecified: JSONObject
    /// What the worker gets: the module's defaults, overlaid with what the user wrote.
    public let effective: JSONObject
    /// The roles that run the module and who fills them.
    public let roles: [RoleParties]
    /// Who provides the component here.
    public let provider: ProviderChoice
    /// FATE's `CodePath`, such as `HeteroLRGuest`.
    public let runObject: String

    /// Whether there is anything to do; if not, the task ends as `pass`.
    public var needRun: Bool { effective["need_run"] != false }
}
