import Domain
import EventStore
import Journal

extension FactWriter {
    /// What a worker tracks. A key logged again replaces its value.
    func apply(_ event: TrackingEvent, of job: JobID, at party: Party) {
        switch event {
        case .logged(let component, let version, let points):
            let task = TaskID(job: job, component: component, version: version)
            for (order, point) in points.points.enumerated() {
                putMetric(
                    task, party, (points.namespace, points.name), type: 1,
                    key: point.key.text(), value: point.value.text(), order: order)
            }
        case .described(let component, let version, let meta):
            let task = TaskID(job: job, component: component, version: version)
            putMetric(
                task, party, (meta.namespace, meta.name), type: 0, key: "null",
                value: meta.json.text(), order: 0)
        case .progressed:
            break
        }
    }

    private func putMetric(
        _ task: TaskID, _ party: Party, _ address: (namespace: String, name: String), type: Int,
        key: String, value: String, order: Int
    ) {
        put(
            ViewTables.metric,
            [
                "f_job_id": .text(task.job.text), "f_component_name": .text(task.component.text),
                "f_task_id": .text(task.fateID), "f_task_version": Cell(task.version),
                "f_role": .text(party.role.rawValue), "f_party_id": .text(party.id.description),
                "f_metric_namespace": .text(address.namespace),
                "f_metric_name": .text(address.name), "f_type": Cell(type), "f_key": .text(key),
                "f_value": .text(value), "f_create_time": moment,
                "f_order": .integer(Int64(entry.position.number) * 65_536 + Int64(order)),
            ])
    }
}

extension MetricMeta {
    /// FATE's flat map: `name`, `metric_type` and the other members.
    var json: JSONValue {
        var members: JSONObject = ["name": .string(name), "metric_type": .string(type)]
        for (key, value) in attributes { members[key] = value }
        return .object(members)
    }
}
