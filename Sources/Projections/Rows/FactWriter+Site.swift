public import Domain

extension FactWriter {
    /// Events of a compute engine.
    func apply(_ event: EngineEvent, of name: String) {
        switch event {
        case .registered(let size), .resized(let size):
            register(size, name)
        case .reserved(let holder, let amount):
            put(
                ViewTables.holding,
                [
                    "f_engine_name": .text(name), "f_job_id": .text(holder.job.text),
                    "f_role": .text(holder.party.role.rawValue),
                    "f_party_id": .text(holder.party.id.description),
                    "f_cores": Cell(amount.cores), "f_memory": Cell(amount.memory),
                    "f_create_time": moment,
                ])
        case .released(let holder):
            run(
                """
                DELETE FROM t_engine_holding
                WHERE f_engine_name = ? AND f_job_id = ? AND f_role = ? AND f_party_id = ?
                """,
                [
                    .text(name), .text(holder.job.text), .text(holder.party.role.rawValue),
                    .text(holder.party.id.description),
                ])
        }
        rows.holdingsHaveChanged(
            of: name,
            with: FactRows.EngineChange(
                time: time, version: streamVersion))
    }

    /// Events of a table of the site.
    func apply(_ event: TableEvent) {
        switch event {
        case .written(let name, let content, let origin):
            put(
                ViewTables.table,
                [
                    "f_name": .text(name.name), "f_namespace": .text(name.namespace),
                    "f_address": .text(Self.address(name).text()), "f_engine": "STANDALONE",
                    "f_store_type": "LMDB", "f_partitions": Cell(content.partitions),
                    "f_id_delimiter": .text(content.schema.delimiter), "f_have_head": true,
                    "f_extend_sid": Cell(content.schema.idName == "extend_sid"),
                    "f_schema": .text(content.schema.json.text()),
                    "f_count": Cell(content.count), "f_origin": .text(origin.kind),
                    "f_disable": false, "f_digest": .text(content.digest),
                    "f_file": .text(content.file), "f_create_time": moment,
                    "f_update_time": moment,
                ])
        case .deleted(let name):
            run(
                """
                DELETE FROM t_storage_table_meta
                WHERE f_namespace = ? AND f_name = ? AND f_origin_site = ?
                """, [.text(name.namespace), .text(name.name), origin])
        }
    }

    /// What became known of another site.
    func apply(_ event: PeerEvent, of site: String) {
        switch event {
        case .segmentImported(let segment):
            put(
                ViewTables.importedSegment,
                [
                    "f_site": .text(site), "f_digest": .text(segment.digest),
                    "f_first": .integer(Int64(clamping: segment.first)),
                    "f_last": .integer(Int64(clamping: segment.last)),
                    "f_selection": .text(segment.selection),
                    "f_events": .integer(Int64(clamping: segment.eventCount)),
                    "f_withheld": .integer(Int64(clamping: segment.withheldCount)),
                    "f_key": .text(segment.key), "f_create_time": moment,
                    "f_position": .integer(position),
                ])
            putPeer(site, ["f_key": .text(segment.key)])
        case .checkpointSeen(let checkpoint):
            putPeer(
                site,
                [
                    "f_key": .text(checkpoint.key),
                    "f_size": .integer(Int64(clamping: checkpoint.root.size)),
                    "f_root": .text(checkpoint.root.root), "f_seen_time": moment,
                ])
        case .checkpointCountersigned(let checkpoint):
            putPeer(
                site,
                [
                    "f_countersigned_size": .integer(Int64(clamping: checkpoint.root.size)),
                    "f_countersigned_root": .text(checkpoint.root.root),
                    "f_countersigned_time": moment,
                ])
        case .forkDetected(let fork):
            putPeer(site, ["f_fork": .text(fork.description), "f_fork_time": moment])
        }
    }

    /// Changes some columns of a peer's row.
    private func putPeer(_ site: String, _ values: KeyValuePairs<String, Cell>) {
        let names = values.map(\.key) + ["f_position"]
        let changes = names.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        let marks = names.map { _ in "?" }.joined(separator: ", ")
        run(
            """
            INSERT INTO t_peer (f_site, \(names.joined(separator: ", "))) VALUES (?, \(marks))
            ON CONFLICT DO UPDATE SET \(changes)
            """, [.text(site)] + values.map(\.value) + [.integer(position)])
    }

    private func register(_ size: EngineSize, _ name: String) {
        run(
            """
            INSERT INTO t_engine_registry (f_engine_type, f_engine_name, f_engine_entrance,
                f_engine_config, f_cores, f_memory, f_nodes, f_create_time, f_update_time)
            VALUES ('computing', ?, ?, '{}', ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET f_engine_entrance = excluded.f_engine_entrance,
                f_cores = excluded.f_cores, f_memory = excluded.f_memory,
                f_nodes = excluded.f_nodes, f_update_time = excluded.f_update_time
            """,
            [
                .text(name), .text(size.kind), Cell(size.cores), Cell(size.memory),
                Cell(size.nodes), moment, moment,
            ])
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
