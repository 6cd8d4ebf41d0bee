import Domain
import Storage

/// Finds the ids that the guest and all hosts have, without showing the others
/// (FATE 1.11 `statistic/intersect`).
///
/// Afterwards every party holds the rows of the common ids, with equal ids in equal order. Who
/// learns what is on the page `docs/components.md`.
enum Intersection: Component {
    static let descriptors = [
        ModuleDescriptor(
            module: "Intersection", provider: "fate", version: "1.11.4", roles: [.guest, .host],
            parameters: IntersectionOptions.defaults)
    ]

    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        _ = try IntersectionOptions(parameters)
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        let options = try IntersectionOptions(context.parameters)
        let table = try MatchTable(context.onlyInput().content, in: context.tables)
        let matcher: any PairMatcher =
            switch options.method {
            case .ecdh(let salt): CurveMatcher(salt: salt)
            case .rsa(let salt, let bits): RSAMatcher(salt: salt, keyBits: bits)
            }
        let session = IntersectionSession(context: context, matcher: matcher)
        let common =
            context.party.role == .guest
            ? try await session.runGuest(table) : try await session.runHost(table)
        let content = try table.write(common, onlyKeys: options.onlyKeys, to: context.tables)
        let figures = IntersectionFigures(table: table, common: common)
        try await context.tracker.log(figures.points)
        try await context.tracker.describe(figures.meta(parameters: context.parameters))
        return TaskResult(tables: [content], summary: figures.summary)
    }
}
