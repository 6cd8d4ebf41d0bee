import Domain

extension FactWriter {
    /// Events of a party's model.
    func apply(_ event: ModelEvent, of name: ModelName) {
        switch event {
        case .created(let source):
            put(
                ViewTables.model,
                [
                    "f_model_id": .text(source.modelID), "f_model_version": .text(name.version),
                    "f_role": .text(source.party.role.rawValue),
                    "f_party_id": .text(source.party.id.description),
                    "f_party_model_id": .text(name.partyModelID),
                    "f_job_id": .text(source.job.text),
                    "f_initiator_role": .text(source.initiator.role.rawValue),
                    "f_initiator_party_id": .text(source.initiator.id.description),
                    "f_components": 0, "f_parent": 1, "f_create_time": moment,
                    "f_update_time": moment,
                ])
        case .componentSaved(let saved):
            put(
                ViewTables.modelComponent,
                [
                    "f_party_model_id": .text(name.partyModelID),
                    "f_model_version": .text(name.version),
                    "f_component_name": .text(saved.component.text),
                    "f_component_module_name": .text(saved.model.module),
                    "f_model_alias": .text(saved.model.name),
                    "f_task_version": Cell(saved.version),
                    "f_digest": .text(saved.model.digest), "f_create_time": moment,
                    "f_update_time": moment,
                ])
            count(name)
        case .deployed(let deployment):
            let parent: JSONValue = ["parent_model_version": .string(deployment.parentVersion)]
            run(
                """
                UPDATE t_machine_learning_model_info SET f_parent = NULL, f_parent_info = ?,
                    f_inference_dsl = ?, f_train_dsl = ?, f_train_runtime_conf = ?,
                    f_update_time = ?
                WHERE f_party_model_id = ? AND f_model_version = ? AND f_origin_site = ?
                """,
                [
                    .text(parent.text()), .text(deployment.dsl), .text(deployment.trainedDSL),
                    .text(deployment.trainedConf), moment, .text(name.partyModelID),
                    .text(name.version), origin,
                ])
        }
    }

    private func count(_ name: ModelName) {
        run(
            """
            UPDATE t_machine_learning_model_info SET f_update_time = ?, f_components = (
                SELECT count(*) FROM t_pipeline_component_meta c
                WHERE c.f_party_model_id = t_machine_learning_model_info.f_party_model_id
                    AND c.f_model_version = t_machine_learning_model_info.f_model_version
                    AND c.f_origin_site = t_machine_learning_model_info.f_origin_site)
            WHERE f_party_model_id = ? AND f_model_version = ? AND f_origin_site = ?
            """, [moment, .text(name.partyModelID), .text(name.version), origin])
    }
}
