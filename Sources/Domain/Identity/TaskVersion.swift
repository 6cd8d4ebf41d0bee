/// One run of a component, where the job is known: a ``TaskID`` without its job.
public struct TaskVersion: Hashable, Sendable {
    /// The component.
    public let component: ComponentName
    /// The run of this component: 0 for the first, one more for every rerun.
    public let version: Int

    /// Makes a version.
    public init(component: ComponentName, version: Int) {
        self.component = component
        self.version = version
    }
}
