/// One run of one component: the component and its version.
///
/// FATE's `task_id` is `<job_id>_<component>`, its `task_version` counts reruns from 0
/// (FATE-Flow `utils/job_utils.py`). Two runs never share a `TaskID`.
public struct TaskID: Hashable, Sendable, CustomStringConvertible {
    /// The job.
    public let job: JobID
    /// The component of the job's DSL.
    public let component: ComponentName
    /// The run of this component: 0 for the first, one more for every rerun.
    public let version: Int

    /// Makes a task id.
    public init(job: JobID, component: ComponentName, version: Int) {
        self.job = job
        self.component = component
        self.version = version
    }

    /// FATE's `task_id`, the same for every version.
    public var fateID: String { "\(job)_\(component)" }

    /// FATE's namespace of the tables that it makes.
    public var outputNamespace: String { "output_data_\(fateID)_\(version)" }

    /// FATE's task version id: `<job_id>_<component>_<version>`.
    public var description: String { "\(fateID)_\(version)" }
}
