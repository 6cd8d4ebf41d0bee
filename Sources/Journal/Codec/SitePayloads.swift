import Domain

extension PBEngineSize {
    mutating func fill(_ size: EngineSize) {
        kind = size.kind
        cores = Int64(size.cores)
        memory = Int64(size.memory)
        nodes = Int64(size.nodes)
    }

    var size: EngineSize {
        EngineSize(kind: kind, cores: Int(cores), memory: Int(memory), nodes: Int(nodes))
    }
}

extension PBTrackLogged {
    mutating func fill(_ component: ComponentName, _ version: Int, _ points: MetricPoints) {
        self.component = component.text
        self.version = Int64(version)
        namespace = points.namespace
        name = points.name
        self.points = points.points.map { point in
            var message = PBMetricPoint()
            message.key = point.key.text()
            message.value = point.value.text()
            return message
        }
    }
}

extension PBTrackDescribed {
    mutating func fill(_ component: ComponentName, _ version: Int, _ meta: MetricMeta) {
        self.component = component.text
        self.version = Int64(version)
        namespace = meta.namespace
        name = meta.name
        type = meta.type
        attributes = JSONValue.object(meta.attributes).text()
    }
}

extension PayloadFields {
    func points(_ payload: PBTrackLogged) throws -> MetricPoints {
        let points = try payload.points.map { point in
            MetricPoints.Point(
                key: try json(point.key, "points.key"), value: try json(point.value, "points.value")
            )
        }
        return MetricPoints(namespace: payload.namespace, name: payload.name, points: points)
    }

    func meta(_ payload: PBTrackDescribed) throws -> MetricMeta {
        guard let attributes = try json(payload.attributes, "attributes").object else {
            throw problem("field attributes is no JSON object")
        }
        return MetricMeta(
            namespace: payload.namespace, name: payload.name, type: payload.type,
            attributes: attributes)
    }

    private func json(_ text: String, _ field: String) throws -> JSONValue {
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw problem("field \(field) is no JSON: \(error)")
        }
    }
}
