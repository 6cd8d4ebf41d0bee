/// Reads the inputs of one component and checks what they refer to.
struct DSLInputReader {
    private let draft: DSLDraft
    private let outputs: [ComponentName: DSLOutputs]
    private let mode: DSL.Mode

    init(draft: DSLDraft, outputs: [ComponentName: DSLOutputs], mode: DSL.Mode) {
        self.draft = draft
        self.outputs = outputs
        self.mode = mode
    }

    /// The inputs: data in the order written, then model, isometric model and cache.
    ///
    /// FATE checks the models first, so that they are read first here.
    func inputs() throws(DSLError) -> [DSLInput] {
        guard let input = draft.input else { return [] }
        guard let members = input.object else {
            throw .shape(
                .inputNotObject, component, "input",
                mustBe: "an object with data, model, isometric_model or cache")
        }
        var models: [DSLInput] = []
        for (key, slot) in Self.modelSlots {
            guard let list = members[key] else { continue }
            models.append(DSLInput(slot, try modelReferences(list, slot)))
        }
        return try dataInputs(members["data"]) + models
    }

    private static let modelSlots: [(key: String, slot: DSLInput.Slot)] = [
        ("model", .model), ("isometric_model", .isometricModel), ("cache", .cache),
    ]

    private var component: String { draft.name.text }

    private func dataInputs(_ value: JSONValue?) throws(DSLError) -> [DSLInput] {
        guard let value else { return [] }
        guard let members = value.object else {
            throw .shape(
                .inputDataNotObject, component, "input.data",
                mustBe: "an object such as {\"train_data\": [\"reader_0.data\"]}")
        }
        return try members.map { (key, list) throws(DSLError) in
            let slot = DSLInput.Slot.data(key: key)
            let references = try references(list, slot)
            for reference in references {
                let known = try outputs(named: reference, slot)[.data]
                guard known.contains(reference.alias) else {
                    throw .unknownOutput(reference, of: component, slot, known)
                }
            }
            return DSLInput(slot, references)
        }
    }

    /// References to models or caches; only the kind of output is checked here, the alias after
    /// the loops. A predict job finds its models in the trained job, so nothing is checked.
    private func modelReferences(
        _ list: JSONValue, _ slot: DSLInput.Slot
    ) throws(DSLError) -> [DSLReference] {
        let references = try references(list, slot)
        if mode == .predict, slot != .cache { return references }
        for reference in references {
            guard try outputs(named: reference, slot).declares(slot.output) else {
                throw .unknownOutput(reference, of: component, slot, [])
            }
        }
        return references
    }

    private func references(
        _ list: JSONValue, _ slot: DSLInput.Slot
    ) throws(DSLError) -> [DSLReference] {
        guard let items = list.array else {
            throw .shape(
                .inputValueNotList, component, slot.field,
                mustBe: "a list such as [\"reader_0.data\"]")
        }
        return try items.map { (item) throws(DSLError) in
            guard let reference = item.string.flatMap(DSLReference.init), allows(reference, slot)
            else {
                throw DSLError(
                    .badReference, component: component, field: slot.field,
                    message: "Component \(component): \(slot.field) has \(item.text()), "
                        + "which must be written \"component.output\"")
            }
            return reference
        }
    }

    private func allows(_ reference: DSLReference, _ slot: DSLInput.Slot) -> Bool {
        guard reference.isFromPipeline else { return true }
        return mode == .predict && [.model, .isometricModel].contains(slot)
    }

    private func outputs(
        named reference: DSLReference, _ slot: DSLInput.Slot
    ) throws(DSLError) -> DSLOutputs {
        guard let outputs = outputs[reference.component] else {
            throw DSLError(
                .unknownUpstreamComponent, component: component, field: slot.field,
                message: "Component \(component): \(slot.field) reads \(reference), "
                    + "but the DSL has no component \(reference.component)")
        }
        return outputs
    }
}

extension DSLError {
    /// The error of a reference to an output that the upstream component does not declare.
    static func unknownOutput(
        _ reference: DSLReference, of component: String, _ slot: DSLInput.Slot, _ known: [String]
    ) -> DSLError {
        let choice =
            known.isEmpty
            ? "declares no \(slot.output.rawValue) output"
            : "only declares \(known.joined(separator: ", "))"
        return DSLError(
            .unknownUpstreamOutput, component: component, field: slot.field,
            message: "Component \(component): \(slot.field) reads \(reference), "
                + "but \(reference.component) \(choice)")
    }
}
