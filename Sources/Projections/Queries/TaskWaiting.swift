import Domain

/// Why the components of a job that have not begun wait, out of the overview of the job.
struct TaskWaiting {
    let view: JSONObject
    let status: JobStatus

    /// Each waiting component with its reasons.
    var all: [JSONObject] {
        let statuses = components.reduce(into: [String: TaskStatus]()) { statuses, component in
            statuses[Self.name(component)] = Self.status(component)
        }
        return components.filter(isWaiting).map { component in
            let upstream = (component["upstream"]?.array ?? []).compactMap(\.string)
            let open = upstream.filter { statuses[$0]?.isSuccess != true }
            return [
                "component": .string(Self.name(component)),
                "reasons": .array([
                    .object(retry(Self.name(component)) ?? reason(open, statuses))
                ]),
            ]
        }
    }

    /// What has not begun; of a job that has ended, it is shown as canceled.
    private func isWaiting(_ component: JSONObject) -> Bool {
        if Self.status(component) == .waiting { return true }
        let parties = (component["parties"]?.array ?? []).compactMap(\.object)
        return status.isEnd && Self.status(component) == .canceled
            && parties.allSatisfy { ($0["start_time"] ?? .null).isNull }
    }

    /// Why a task waits that has failed and is run again by itself.
    private func retry(_ component: String) -> JSONObject? {
        guard let retry = view["retries"]?.object?[component]?.object, status == .running,
            let version = retry["version"]?.integer, let due = retry["due_time"]?.integer
        else { return nil }
        let time = LocalTime.text(Int64(due))
        var reason = Self.reason(
            "retry", [],
            "version \(version - 1) failed (\(retry["reason"]?.string ?? "")); version \(version) "
                + "starts by itself at \(time)", "nothing, or a shorter auto_retry_delay")
        reason["due_time"] = retry["due_time"]
        reason["retries_left"] = retry["retries_left"]
        return reason
    }

    private func reason(_ open: [String], _ statuses: [String: TaskStatus]) -> JSONObject {
        let running = statuses.filter { $0.value == .running }.keys.sorted()
        let stuck = open.filter { statuses[$0]?.isInterrupt == true }
        return if status.isEnd {
            Self.reason("job_ended", [], "the job has ended as \(status.rawValue)", "a rerun")
        } else if status != .running {
            Self.reason(
                "job_waiting", [], "the job has not started", "what the job itself waits for")
        } else if !stuck.isEmpty {
            Self.reason(
                "upstream_failed", stuck, "\(stuck.joined(separator: ", ")) did not succeed",
                "a rerun of \(stuck.joined(separator: ", "))")
        } else if !open.isEmpty {
            Self.reason(
                "upstream", open, "waits for the output of \(open.joined(separator: ", "))",
                "the success of \(open.joined(separator: ", "))")
        } else if running.isEmpty {
            Self.reason("starting", [], "it is being started", "nothing")
        } else {
            Self.reason(
                "parallelism", running,
                "as many tasks run as the job has cores for: \(running.joined(separator: ", "))",
                "the end of one of them, or a higher task_parallelism")
        }
    }

    private static func reason(
        _ code: String, _ components: [String], _ text: String, _ change: String
    ) -> JSONObject {
        [
            "code": .string(code), "components": .array(components.map { .string($0) }),
            "text": .string(text), "change": .string(change),
        ]
    }

    private var components: [JSONObject] {
        (view["components"]?.array ?? []).compactMap(\.object)
    }

    private static func name(_ component: JSONObject) -> String {
        component["name"]?.string ?? ""
    }

    private static func status(_ component: JSONObject) -> TaskStatus {
        component["status"]?.string.flatMap(TaskStatus.init) ?? .waiting
    }
}
