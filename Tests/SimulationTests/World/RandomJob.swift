import Domain
import TestKit

/// A job that a seed makes: some components in any order of data, over some parties.
struct RandomJob: Sendable {
    /// The index of the site that it is submitted at.
    let initiator: Int
    /// The parties, the initiator first.
    let parties: [Party]
    let dsl: JSONValue
    let conf: JSONValue
    /// The components, each of which reads only some of those before it.
    let components: [String]

    init(in world: World, using random: inout SeededGenerator) {
        initiator = Int.random(in: 0..<world.stations.count, using: &random)
        parties = Self.parties(world.stations, initiator, using: &random)
        let count = Int.random(in: 1...5, using: &random)
        dsl = Self.dsl(count, using: &random)
        conf = Self.conf(parties, count, using: &random)
        components = (0..<count).map { "c\($0)" }
    }

    /// The conf of the same job that takes its first components over from an earlier one.
    func conf(inheriting count: Int, from source: String) -> JSONValue {
        var conf = conf.object ?? [:]
        var common = conf["job_parameters"]?.object?["common"]?.object ?? [:]
        common["inheritance_info"] = [
            "job_id": .string(source),
            "component_list": .array(components.prefix(count).map { .string($0) }),
        ]
        var parameters = conf["job_parameters"]?.object ?? [:]
        parameters["common"] = .object(common)
        conf["job_parameters"] = .object(parameters)
        return .object(conf)
    }

    private static func parties(
        _ stations: [Station], _ initiator: Int, using random: inout SeededGenerator
    ) -> [Party] {
        let roles: [Role] = [.guest, .guest, .guest, .host, .arbiter]
        let role = roles.randomElement(using: &random)!
        var parties = [Party(role, stations[initiator].party)]
        if role != .guest {
            parties.append(Party(.guest, stations.randomElement(using: &random)!.party))
        }
        for station in stations where Int.random(in: 0..<100, using: &random) < 60 {
            parties.append(Party(.host, station.party))
        }
        if role != .arbiter, Int.random(in: 0..<100, using: &random) < 40 {
            parties.append(Party(.arbiter, stations.randomElement(using: &random)!.party))
        }
        var seen: Set<Party> = []
        return parties.filter { seen.insert($0).inserted }
    }

    /// Each component reads some of those before it.
    private static func dsl(_ count: Int, using random: inout SeededGenerator) -> JSONValue {
        let components = (0..<count).map { index -> (String, JSONValue) in
            let upstream = (0..<index).filter { _ in Int.random(in: 0..<100, using: &random) < 45 }
            let module =
                index == 0
                ? "Noop" : ["Noop", "Noop", "Split", "Label"].randomElement(using: &random)!
            var component: JSONObject = [
                "module": .string(module), "output": ["data": ["data"]],
            ]
            if !upstream.isEmpty {
                component["input"] = [
                    "data": ["data": .array(upstream.map { .string("c\($0).data") })]
                ]
            }
            return ("c\(index)", .object(component))
        }
        return ["components": .object(JSONObject(components))]
    }

    /// What some parties have of their own.
    private static func scopes(
        _ parties: [Party], using random: inout SeededGenerator
    ) -> JSONObject {
        var scopes = JSONObject()
        for party in parties where Int.random(in: 0..<5, using: &random) == 0 {
            let places = parties.filter { $0.role == party.role }
            let place = places.firstIndex(of: party) ?? 0
            var own: JSONObject = [
                "task_parallelism": .integer(Int64.random(in: 1...3, using: &random))
            ]
            if Int.random(in: 0..<4, using: &random) == 0 {
                own["task_timeout"] = .integer(Int64.random(in: 5...90, using: &random))
            }
            var role = scopes[party.role.rawValue]?.object ?? [:]
            role["\(place)"] = .object(own)
            scopes[party.role.rawValue] = .object(role)
        }
        return scopes
    }

    private static func conf(
        _ parties: [Party], _ count: Int, using random: inout SeededGenerator
    ) -> JSONValue {
        var roles = JSONObject()
        for party in parties {
            let known = roles[party.role.rawValue]?.array ?? []
            roles[party.role.rawValue] = .array(known + [.integer(Int64(party.id.number))])
        }
        var common: JSONObject = [
            "task_cores": .integer(Int64.random(in: 1...4, using: &random)),
            "task_parallelism": .integer(Int64.random(in: 1...3, using: &random)),
            "timeout": .integer(Int64.random(in: 20...600, using: &random)),
            "priority": .integer(Int64.random(in: -2...2, using: &random)),
        ]
        if Int.random(in: 0..<5, using: &random) == 0 {
            common["queue_timeout"] = .integer(Int64.random(in: 5...300, using: &random))
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            common["auto_retries"] = .integer(Int64.random(in: 1...2, using: &random))
            common["auto_retry_delay"] = .integer(Int64.random(in: 0...5, using: &random))
        }
        if Int.random(in: 0..<4, using: &random) == 0 {
            common["task_timeout"] = .integer(Int64.random(in: 5...90, using: &random))
        }
        if Int.random(in: 0..<8, using: &random) == 0 {
            let component = "c\(Int.random(in: 0..<count, using: &random))"
            common["task_conf"] = [
                component: [
                    "task_timeout": .integer(Int64.random(in: 5...90, using: &random))
                ]
            ]
        }
        if Int.random(in: 0..<3, using: &random) == 0 {
            common["task_memory"] = .string("\(Int.random(in: 1...4, using: &random))g")
        }
        var parameters = JSONObject()
        for index in 0..<count where Int.random(in: 0..<8, using: &random) == 0 {
            parameters["c\(index)"] = ["need_run": false]
        }
        return [
            "dsl_version": 2,
            "initiator": [
                "role": .string(parties[0].role.rawValue),
                "party_id": .integer(Int64(parties[0].id.number)),
            ],
            "role": .object(roles),
            "job_parameters": [
                "common": .object(common), "role": .object(scopes(parties, using: &random)),
            ],
            "component_parameters": ["common": .object(parameters)],
        ]
    }
}
