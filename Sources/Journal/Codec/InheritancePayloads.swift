import Domain

extension PBJobComponentsInherited {
    mutating func fill(_ inheritance: JobInheritance) {
        job = inheritance.source.text
        components = inheritance.components.map { member in
            var payload = PBRoundTask()
            payload.component = member.component.text
            payload.version = Int64(member.version)
            return payload
        }
    }
}

extension PBPartyTaskInherited {
    mutating func fill(_ task: TaskInheritance) {
        job = task.source.text
        run.fill(task.component, task.version, task.result)
    }
}

extension PayloadFields {
    func inheritance(_ payload: PBJobComponentsInherited) throws -> JobInheritance {
        JobInheritance(
            source: try job(payload.job),
            components: try payload.components.map { member in
                TaskVersion(
                    component: try component(member.component, "components.component"),
                    version: Int(member.version))
            })
    }

    func inheritance(_ payload: PBPartyTaskInherited) throws -> TaskInheritance {
        TaskInheritance(
            component: try component(payload.run.component, "run.component"),
            source: try job(payload.job), version: Int(payload.run.version),
            result: try result(payload.run))
    }
}
