/// All tables of the read side (FATE-Flow `db/db_models.py`; FATE's per-day tables are one here).
public enum ViewTables {
    /// Grows with every change of a table; a file of another version is rebuilt from the log.
    static let version = 16

    /// Every table.
    public static let all = [
        job, task, metric, outputData, outputModel, summary, table, engine, holding, federatedJob,
        importedSegment, model, modelComponent, peer, route,
        siteSetting, lease,
    ]

    /// A job as one party lives it.
    public static let job = ViewTable(
        "t_job", key: ["f_job_id", "f_role", "f_party_id"],
        indexes: [["f_status"], ["f_create_time"]],
        [
            "f_job_id": .text, "f_role": .text, "f_party_id": .text, "f_name": .text,
            "f_description": .text, "f_tag": .text, "f_user_id": .text, "f_user": .json,
            "f_dsl": .json, "f_runtime_conf": .json, "f_runtime_conf_on_party": .json,
            "f_train_runtime_conf": .json, "f_roles": .json, "f_initiator_role": .text,
            "f_initiator_party_id": .text, "f_is_initiator": .boolean, "f_status": .text,
            "f_status_code": .integer, "f_progress": .integer, "f_ready_signal": .boolean,
            "f_ready_time": .integer, "f_cancel_signal": .boolean, "f_cancel_time": .integer,
            "f_rerun_signal": .boolean, "f_end_scheduling_updates": .integer,
            "f_engine_name": .text, "f_engine_type": .text, "f_cores": .integer,
            "f_memory": .integer, "f_remaining_cores": .integer, "f_remaining_memory": .integer,
            "f_resource_in_use": .boolean, "f_apply_resource_time": .integer,
            "f_return_resource_time": .integer, "f_inheritance_info": .json,
            "f_inheritance_status": .text, "f_start_time": .time, "f_end_time": .time,
            "f_elapsed": .integer, "f_create_time": .time, "f_update_time": .time,
            "f_reason": .text,
        ])

    /// What still waits of a job that has ended at its party will not run: FATE-Flow leaves it waiting
    /// for good. Read only: nothing has happened to it, and a rerun finds it waiting.
    private static func canceledWithItsJob(_ column: String) -> ColumnReading {
        ColumnReading(
            column: column, held: "waiting", read: "canceled",
            condition: """
                EXISTS (SELECT 1 FROM t_job j
                    WHERE j.f_job_id = t_task.f_job_id AND j.f_role = t_task.f_role
                        AND j.f_party_id = t_task.f_party_id
                        AND j.f_origin_site = t_task.f_origin_site
                        AND j.f_status IN ('canceled', 'timeout', 'failed', 'pass', 'success'))
                """)
    }

    /// A run of a component at one party.
    public static let task = ViewTable(
        "t_task", key: ["f_job_id", "f_task_id", "f_task_version", "f_role", "f_party_id"],
        indexes: [["f_status"]],
        readings: [
            "f_status": canceledWithItsJob("f_status"),
            "f_party_status": canceledWithItsJob("f_party_status"),
        ],
        [
            "f_job_id": .text, "f_component_name": .text, "f_component_module": .text,
            "f_task_id": .text, "f_task_version": .integer, "f_role": .text, "f_party_id": .text,
            "f_status": .text, "f_party_status": .text, "f_status_code": .integer,
            "f_initiator_role": .text, "f_initiator_party_id": .text, "f_federated_mode": .text,
            "f_federated_status_collect_type": .text, "f_auto_retries": .integer,
            "f_auto_retry_delay": .integer, "f_run_on_this_party": .boolean, "f_worker_id": .text,
            "f_cmd": .json, "f_run_ip": .text, "f_run_port": .integer, "f_run_pid": .integer,
            "f_provider_info": .json, "f_component_parameters": .json, "f_engine_conf": .json,
            "f_kill_status": .boolean, "f_error_report": .text, "f_is_deepspeed": .boolean,
            "f_deepspeed_id": .text, "f_start_time": .time, "f_end_time": .time,
            "f_elapsed": .integer, "f_create_time": .time, "f_update_time": .time,
            "f_progress": .integer, "f_order": .integer, "f_inherited_from": .text,
        ])

    /// A point of a metric (`f_type` 1) or its description (`f_type` 0).
    public static let metric = ViewTable(
        "t_tracking_metric",
        key: [
            "f_job_id", "f_component_name", "f_role", "f_party_id", "f_task_version",
            "f_metric_namespace", "f_metric_name", "f_type", "f_key",
        ],
        [
            "f_job_id": .text, "f_component_name": .text, "f_task_id": .text,
            "f_task_version": .integer, "f_role": .text, "f_party_id": .text,
            "f_metric_namespace": .text, "f_metric_name": .text, "f_type": .integer,
            "f_key": .json, "f_value": .json, "f_create_time": .time, "f_order": .integer,
        ])

    /// A table that a task made.
    public static let outputData = ViewTable(
        "t_tracking_output_data_info",
        key: [
            "f_job_id", "f_task_id", "f_task_version", "f_data_name", "f_role", "f_party_id",
        ],
        [
            "f_job_id": .text, "f_component_name": .text, "f_task_id": .text,
            "f_task_version": .integer, "f_data_name": .text, "f_role": .text,
            "f_party_id": .text, "f_table_name": .text, "f_table_namespace": .text,
            "f_description": .text, "f_create_time": .time, "f_order": .integer,
        ])

    /// A model that a task made.
    public static let outputModel = ViewTable(
        "t_task_output_model",
        key: ["f_job_id", "f_task_id", "f_task_version", "f_role", "f_party_id"],
        [
            "f_job_id": .text, "f_component_name": .text, "f_task_id": .text,
            "f_task_version": .integer, "f_role": .text, "f_party_id": .text,
            "f_model_alias": .text, "f_module": .text, "f_digest": .text, "f_create_time": .time,
        ])

    /// What a person wants to know of a task.
    public static let summary = ViewTable(
        "t_component_summary",
        key: ["f_job_id", "f_component_name", "f_task_version", "f_role", "f_party_id"],
        [
            "f_job_id": .text, "f_component_name": .text, "f_task_id": .text,
            "f_task_version": .integer, "f_role": .text, "f_party_id": .text, "f_summary": .json,
            "f_create_time": .time,
        ])

    /// A table of the site.
    public static let table = ViewTable(
        "t_storage_table_meta", key: ["f_namespace", "f_name"],
        [
            "f_name": .text, "f_namespace": .text, "f_address": .json, "f_engine": .text,
            "f_store_type": .text, "f_partitions": .integer, "f_id_delimiter": .text,
            "f_have_head": .boolean, "f_extend_sid": .boolean, "f_schema": .json,
            "f_count": .integer, "f_origin": .text, "f_disable": .boolean, "f_digest": .text,
            "f_file": .text, "f_create_time": .time, "f_update_time": .time,
        ])

    /// A compute engine.
    public static let engine = ViewTable(
        "t_engine_registry", key: ["f_engine_type", "f_engine_name"], showsImports: false,
        [
            "f_engine_type": .text, "f_engine_name": .text, "f_engine_entrance": .text,
            "f_engine_config": .json, "f_cores": .integer, "f_memory": .integer,
            "f_remaining_cores": .integer, "f_remaining_memory": .integer, "f_nodes": .integer,
            "f_stream_version": .integer, "f_create_time": .time, "f_update_time": .time,
        ])

    /// What a party of a job holds of an engine.
    public static let holding = ViewTable(
        "t_engine_holding", key: ["f_engine_name", "f_job_id", "f_role", "f_party_id"],
        showsImports: false,
        [
            "f_engine_name": .text, "f_job_id": .text, "f_role": .text, "f_party_id": .text,
            "f_cores": .integer, "f_memory": .integer, "f_create_time": .time,
        ])

    /// A job as its coordinator sees it.
    public static let federatedJob = ViewTable(
        "t_federated_job", key: ["f_job_id"], indexes: [["f_is_closed"], ["f_create_time"]],
        [
            "f_job_id": .text, "f_initiator_role": .text, "f_initiator_party_id": .text,
            "f_status": .text, "f_reason": .text, "f_wait_reasons": .json, "f_roles": .json,
            "f_priority": .integer,
            "f_is_closed": .boolean, "f_parties": .integer, "f_parties_open": .integer,
            "f_round": .integer, "f_retries": .json, "f_auto_retries": .integer,
            "f_auto_retry_delay": .integer,
            "f_create_time": .time,
            "f_start_time": .time, "f_end_time": .time, "f_elapsed": .integer,
            "f_position": .integer,
        ])

    /// A party's model.
    public static let model = ViewTable(
        "t_machine_learning_model_info",
        key: ["f_model_id", "f_model_version", "f_role", "f_party_id"],
        [
            "f_model_id": .text, "f_model_version": .text, "f_role": .text, "f_party_id": .text,
            "f_party_model_id": .text, "f_job_id": .text, "f_initiator_role": .text,
            "f_initiator_party_id": .text, "f_components": .integer, "f_parent": .boolean,
            "f_parent_info": .json, "f_inference_dsl": .json, "f_train_dsl": .json,
            "f_train_runtime_conf": .json, "f_create_time": .time,
            "f_update_time": .time,
        ])

    /// What one component has trained, of a party's model.
    public static let modelComponent = ViewTable(
        "t_pipeline_component_meta",
        key: ["f_party_model_id", "f_model_version", "f_component_name"],
        [
            "f_party_model_id": .text, "f_model_version": .text, "f_component_name": .text,
            "f_component_module_name": .text, "f_model_alias": .text, "f_task_version": .integer,
            "f_digest": .text, "f_create_time": .time, "f_update_time": .time,
        ])

    /// A piece of another site's log that was imported.
    public static let importedSegment = ViewTable(
        "t_imported_segment", key: ["f_site", "f_digest"], showsImports: false,
        [
            "f_site": .text, "f_digest": .text, "f_first": .integer, "f_last": .integer,
            "f_selection": .text, "f_events": .integer, "f_withheld": .integer, "f_key": .text,
            "f_create_time": .time, "f_position": .integer,
        ])

    /// What is known of another site's log, and what that site has signed of this one.
    public static let peer = ViewTable(
        "t_peer", key: ["f_site"], showsImports: false,
        [
            "f_site": .text, "f_key": .text, "f_size": .integer, "f_root": .text,
            "f_seen_time": .time, "f_countersigned_size": .integer,
            "f_countersigned_root": .text, "f_countersigned_time": .time, "f_fork": .text,
            "f_fork_time": .time, "f_position": .integer,
        ])

    /// Where a party lives.
    public static let route = ViewTable(
        "t_party_route", key: ["f_party_id"], showsImports: false,
        [
            "f_party_id": .text, "f_is_here": .boolean, "f_address": .text, "f_update_time": .time,
        ])

    /// What an operator has set for the whole site, such as the order of the queue.
    public static let siteSetting = ViewTable(
        "t_site_setting", key: ["f_name"], showsImports: false,
        ["f_name": .text, "f_value": .text, "f_update_time": .time])

    /// Which process led the site, and when.
    public static let lease = ViewTable(
        "t_site_lease", key: ["f_epoch"], showsImports: false,
        [
            "f_epoch": .integer, "f_owner": .text, "f_run_pid": .integer, "f_address": .text,
            "f_start_time": .time, "f_end_time": .time, "f_is_released": .boolean,
            "f_position": .integer,
        ])
}
