import Domain
import SwiftProtobuf

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension PBPartyCreated {
    mutating func fill(_ creation: PartyCreation) {
        job = creation.job.text
        party = PBParty(creation.party)
        initiator = PBParty(creation.initiator)
        parties = creation.parties.map(PBParty.init)
        need = PBResourceNeed(creation.need)
        tasks = creation.tasks.map(PBPartyTaskPlan.init)
        dsl = creation.dsl
        conf = creation.conf
        jobParameters = creation.jobParameters
    }
}

extension PBPartyTaskPlan {
    init(_ plan: PartyTaskPlan) {
        self.init()
        component = plan.component.text
        module = plan.module
        provider = plan.provider
        parties = plan.parties.map(PBParty.init)
        parameters = plan.parameters
        needRun = plan.needRun
        inputs = plan.inputs.map(PBTaskInput.init)
        dataOutputs = plan.dataOutputs
        if let name = plan.modelOutput { modelOutput = name }
    }
}

extension PBTaskInput {
    init(_ input: PartyTaskPlan.Input) {
        self.init()
        kind = input.kind.rawValue
        key = input.key
        component = input.component.text
        output = input.output
    }
}

extension PBPartyTaskStarting {
    mutating func fill(
        _ component: ComponentName, _ version: Int, worker: String, tokenDigest: String
    ) {
        self.component = component.text
        self.version = Int64(version)
        self.worker = worker
        self.tokenDigest = Data(hex: tokenDigest)
    }
}

extension PBPartyTaskLaunched {
    mutating func fill(_ component: ComponentName, _ version: Int, _ identity: WorkerIdentity) {
        self.component = component.text
        self.version = Int64(version)
        processID = identity.processID
        startTicks = identity.startTicks
        bootID = identity.bootID
    }
}

extension PBPartyTaskStatus {
    mutating func fill(
        _ component: ComponentName, _ version: Int, _ status: TaskStatus, _ reason: String
    ) {
        self.component = component.text
        self.version = Int64(version)
        self.status = status.rawValue
        self.reason = reason
    }
}

extension PBPartyTaskReported {
    mutating func fill(_ component: ComponentName, _ version: Int, _ result: WorkerResult) {
        self.component = component.text
        self.version = Int64(version)
        status = result.status.rawValue
        reason = result.reason
        tables = result.tables.map(PBTaskOutput.init)
        if let model = result.model { self.model = PBModelOutput(model) }
        summary = result.summary
    }
}

extension PBTaskOutput {
    init(_ output: TaskOutput) {
        self.init()
        name = output.name
        table = PBTableName(output.table)
        content = PBTableContent(output.content)
    }
}

extension PBModelOutput {
    init(_ output: ModelOutput) {
        self.init()
        name = output.name
        module = output.module
        digest = Data(hex: output.digest)
    }
}

extension PayloadFields {
    func creation(_ payload: PBPartyCreated) throws -> PartyCreation {
        PartyCreation(
            job: try job(payload.job), party: try party(payload.party),
            initiator: try party(payload.initiator, "initiator"),
            parties: try payload.parties.map { try party($0, "parties") },
            need: payload.need.need, tasks: try payload.tasks.map(taskPlan), dsl: payload.dsl,
            conf: payload.conf, jobParameters: payload.jobParameters)
    }

    func taskPlan(_ payload: PBPartyTaskPlan) throws -> PartyTaskPlan {
        PartyTaskPlan(
            component: try component(payload.component, "tasks.component"),
            module: payload.module, provider: payload.provider,
            parties: try payload.parties.map { try party($0, "tasks.parties") },
            parameters: payload.parameters, needRun: payload.needRun,
            inputs: try payload.inputs.map(taskInput), dataOutputs: payload.dataOutputs,
            modelOutput: payload.hasModelOutput ? payload.modelOutput : nil)
    }

    func taskInput(_ payload: PBTaskInput) throws -> PartyTaskPlan.Input {
        PartyTaskPlan.Input(
            kind: try required(
                PartyTaskPlan.Input.Kind(rawValue: payload.kind), payload.kind, "inputs.kind"),
            key: payload.key, component: try component(payload.component, "inputs.component"),
            output: payload.output)
    }

    func result(_ payload: PBPartyTaskReported) throws -> WorkerResult {
        WorkerResult(
            status: try taskStatus(payload.status), reason: payload.reason,
            tables: try payload.tables.map { output in
                TaskOutput(
                    name: output.name, table: try table(output.table),
                    content: try content(output.content))
            },
            model: payload.hasModel
                ? ModelOutput(
                    name: payload.model.name, module: payload.model.module,
                    digest: payload.model.digest.hex) : nil,
            summary: payload.summary)
    }
}
