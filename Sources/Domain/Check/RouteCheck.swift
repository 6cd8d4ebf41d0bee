/// Whether it is known where everybody lives, and the initiator lives at this site.
public enum RouteCheck {
    /// What is wrong with the routes to the parties of a job.
    public static func findings(
        of parties: [Party], initiator: Party, in routing: RoutingTable
    ) -> [JobFinding] {
        var findings = parties.filter { routing.route(to: $0) == nil }.map(noRoute)
        if let route = routing.route(to: initiator), route != .here {
            findings.append(
                JobFinding(
                    .initiatorElsewhere, party: initiator, wanted: "here",
                    available: .string("\(route)"),
                    text: "the initiator lives at \(route)", change: "submit the job there"))
        }
        return findings
    }

    private static func noRoute(to party: Party) -> JobFinding {
        JobFinding(
            .noRoute, party: party, wanted: "a route", text: "there is no route to \(party)",
            change: "add one with: clotho party add \(party.id) --address ADDRESS")
    }
}
