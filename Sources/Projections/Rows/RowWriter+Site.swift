public import Domain
import GRDB

extension RowWriter {
    /// Events of a compute engine.
    func apply(_ event: EngineEvent, of name: String) throws {
        switch event {
        case .registered(let size), .resized(let size):
            try register(size, name)
        case .reserved(let holder, let cores, let memory):
            try put(
                ViewTables.holding,
                [
                    "f_engine_name": name, "f_job_id": holder.job.text,
                    "f_role": holder.party.role.rawValue,
                    "f_party_id": holder.party.id.description, "f_cores": cores,
                    "f_memory": memory, "f_create_time": time,
                ])
        case .released(let holder):
            try run(
                """
                DELETE FROM t_engine_holding
                WHERE f_engine_name = ? AND f_job_id = ? AND f_role = ? AND f_party_id = ?
                """,
                [
                    name, holder.job.text, holder.party.role.rawValue,
                    holder.party.id.description,
                ])
        }
        try countRemaining(name)
    }

    /// Events of a table of the site.
    func apply(_ event: TableEvent) throws {
        switch event {
        case .written(let name, let content, let origin):
            try put(
                ViewTables.table,
                [
                    "f_name": name.name, "f_namespace": name.namespace,
                    "f_address": Self.address(name).text(), "f_engine": "STANDALONE",
                    "f_store_type": "LMDB", "f_partitions": content.partitions,
                    "f_id_delimiter": content.schema.delimiter, "f_have_head": true,
                    "f_extend_sid": content.schema.idName == "extend_sid",
                    "f_schema": content.schema.json.text(), "f_count": content.count,
                    "f_origin": origin.kind, "f_disable": false, "f_digest": content.digest,
                    "f_file": content.file, "f_create_time": time, "f_update_time": time,
                ])
        case .deleted(let name):
            try run(
                """
                DELETE FROM t_storage_table_meta
                WHERE f_namespace = ? AND f_name = ? AND f_origin_site = ?
                """, [name.namespace, name.name, origin])
        }
    }

    /// What became known of another site.
    func apply(_ event: PeerEvent, of site: String) throws {
        switch event {
        case .segmentImported(let segment):
            try put(
                ViewTables.importedSegment,
                [
                    "f_site": site, "f_digest": segment.digest,
                    "f_first": Int64(clamping: segment.first),
                    "f_last": Int64(clamping: segment.last), "f_selection": segment.selection,
                    "f_events": Int64(clamping: segment.eventCount),
                    "f_withheld": Int64(clamping: segment.withheldCount), "f_key": segment.key,
                    "f_create_time": time, "f_position": position,
                ])
            try putPeer(site, ["f_key": segment.key])
        case .checkpointSeen(let checkpoint):
            try putPeer(
                site,
                [
                    "f_key": checkpoint.key, "f_size": Int64(clamping: checkpoint.root.size),
                    "f_root": checkpoint.root.root, "f_seen_time": time,
                ])
        case .checkpointCountersigned(let checkpoint):
            try putPeer(
                site,
                [
                    "f_countersigned_size": Int64(clamping: checkpoint.root.size),
                    "f_countersigned_root": checkpoint.root.root, "f_countersigned_time": time,
                ])
        case .forkDetected(let fork):
            try putPeer(site, ["f_fork": fork.description, "f_fork_time": time])
        }
    }

    /// Changes some columns of a peer's row.
    private func putPeer(
        _ site: String, _ values: KeyValuePairs<String, any DatabaseValueConvertible>
    ) throws {
        let names = values.map(\.key) + ["f_position"]
        let changes = names.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let marks = databaseQuestionMarks(count: names.count + 1)
        try run(
            """
            INSERT INTO t_peer (f_site, \(names.joined(separator: ", "))) VALUES (\(marks))
            ON CONFLICT DO UPDATE SET \(changes)
            """, [site] + StatementArguments(values.map(\.value)) + [position])
    }

    private func register(_ size: EngineSize, _ name: String) throws {
        try run(
            """
            INSERT INTO t_engine_registry (f_engine_type, f_engine_name, f_engine_entrance,
                f_engine_config, f_cores, f_memory, f_nodes, f_create_time, f_update_time)
            VALUES ('computing', ?, ?, '{}', ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET f_cores = excluded.f_cores, f_memory = excluded.f_memory,
                f_nodes = excluded.f_nodes, f_update_time = excluded.f_update_time
            """, [name, size.kind, size.cores, size.memory, size.nodes, time, time])
    }

    private func countRemaining(_ name: String) throws {
        try run(
            """
            UPDATE t_engine_registry SET f_update_time = ?,
                f_remaining_cores = f_cores - (
                    SELECT coalesce(sum(h.f_cores), 0) FROM t_engine_holding h
                    WHERE h.f_engine_name = t_engine_registry.f_engine_name),
                f_remaining_memory = f_memory - (
                    SELECT coalesce(sum(h.f_memory), 0) FROM t_engine_holding h
                    WHERE h.f_engine_name = t_engine_registry.f_engine_name)
            WHERE f_engine_name = ?
            """, [time, name])
    }

    private static func address(_ name: TableName) -> JSONValue {
        [
            "name": .string(name.name), "namespace": .string(name.namespace),
            "storage_type": "LMDB",
        ]
    }
}

extension TableSchema {
    /// FATE's schema object.
    public var json: JSONValue {
        var schema: JSONObject = [
            "header": .string(header.joined(separator: delimiter)), "sid": .string(idName),
            "meta": [:],
        ]
        schema["label_name"] = labelName.map { .string($0) }
        schema["match_id_name"] = matchIDName.map { .string($0) }
        return .object(schema)
    }
}
