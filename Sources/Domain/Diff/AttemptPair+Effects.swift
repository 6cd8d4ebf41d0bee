extension AttemptPair {
    /// What came of a component: its end first, then what it left behind.
    func effects(of component: ComponentName) -> [JobDifference] {
        let runs = runs(of: component)
        let statuses = Self.merged(
            runs.map { party, one, two in
                (
                    party: party,
                    places: JSONDifference.places(
                        ["": .string(one.status)], ["": .string(two.status)])
                )
            }, .status, component)
        return statuses
            + runs.flatMap { party, one, two in
                models(of: component, at: party, one, two)
                    + outputs(of: component, at: party, one, two)
                    + metrics(of: component, at: party, one, two)
            }
    }

    private func models(
        of component: ComponentName, at party: Party, _ one: JobAttempt.Run,
        _ two: JobAttempt.Run
    ) -> [JobDifference] {
        guard one.model != two.model else { return [] }
        return [
            JobDifference(
                .model, component, at: [party], one.model.map { .string($0) } ?? .null,
                two.model.map { .string($0) } ?? .null)
        ]
    }

    private func outputs(
        of component: ComponentName, at party: Party, _ one: JobAttempt.Run,
        _ two: JobAttempt.Run
    ) -> [JobDifference] {
        // What a Reader hands on is among the causes already, where both have it.
        let isKnown = isReader(component) && !one.outputs.isEmpty && !two.outputs.isEmpty
        guard !isKnown else { return [] }
        return JSONDifference.places(JSONObject(one.outputs), JSONObject(two.outputs)).map {
            JobDifference(.output, component, at: [party], path: $0.path, $0.left, $0.right)
        }
    }

    private func metrics(
        of component: ComponentName, at party: Party, _ one: JobAttempt.Run,
        _ two: JobAttempt.Run
    ) -> [JobDifference] {
        Set(one.metrics.keys).union(two.metrics.keys).sorted().compactMap { name in
            let place = MetricDifference(one.metrics[name], two.metrics[name])
            return place.map {
                JobDifference(
                    .metric, component, at: [party], path: $0.key.map { "\(name)[\($0)]" } ?? name,
                    $0.left, $0.right)
            }
        }
    }

    /// Components that one attempt took over, where the other one did not, or from another job.
    var inherited: [JobDifference] {
        components.flatMap { component in
            Self.merged(
                runs(of: component).map { party, one, two in
                    (
                        party: party,
                        places: JSONDifference.places(
                            ["": one.inheritedFrom.map { .string($0) } ?? .null],
                            ["": two.inheritedFrom.map { .string($0) } ?? .null])
                    )
                }, .inheritance, component)
        }
    }

    /// How long things took, where that differs.
    var timings: [JobDifference] {
        let job = [
            ("waited", left.waitedMilliseconds, right.waitedMilliseconds),
            ("ran", left.ranMilliseconds, right.ranMilliseconds),
        ].compactMap { path, one, two in Self.timing(nil, path, one, two) }
        return components.compactMap { component in
            let runs = runs(of: component)
            return Self.timing(
                component, "", runs.compactMap(\.left.milliseconds).max(),
                runs.compactMap(\.right.milliseconds).max())
        } + job
    }

    private static func timing(
        _ component: ComponentName?, _ path: String, _ one: Int?, _ two: Int?
    ) -> JobDifference? {
        guard let one, let two, one != two else { return nil }
        return JobDifference(
            .timing, component, path: path, .integer(Int64(one)), .integer(Int64(two)))
    }
}

/// Where the points of a metric differ: at their last ones, or where they first do.
private struct MetricDifference {
    /// The key of the point; `nil` where there is one point only.
    let key: String?
    let left: JSONValue
    let right: JSONValue

    /// `nil` when the points are the same.
    init?(_ left: JSONValue?, _ right: JSONValue?) {
        guard left != right else { return nil }
        let (one, two) = (Self.points(left), Self.points(right))
        if one.count <= 1, two.count <= 1 {
            (self.left, self.right) = (one.last?.value ?? .null, two.last?.value ?? .null)
            key = nil
            return
        }
        guard one.count == two.count else {
            (self.left, self.right) = (Self.summary(one), Self.summary(two))
            key = nil
            return
        }
        let places = one.indices.filter {
            one[$0].key != two[$0].key || !JSONDifference.isSame(one[$0].value, two[$0].value)
        }
        guard let place = places.last else { return nil }
        (self.left, self.right) = (one[place].value, two[place].value)
        key = two[place].key
    }

    private static func summary(_ points: [(key: String, value: JSONValue)]) -> JSONValue {
        guard let last = points.last else { return .null }
        return .string("\(points.count) points, the last \(last.value.text())")
    }

    private static func points(_ points: JSONValue?) -> [(key: String, value: JSONValue)] {
        (points?.array ?? []).compactMap { point in
            guard let pair = point.array, pair.count == 2 else { return nil }
            return (pair[0].string ?? pair[0].text(), pair[1])
        }
    }
}
