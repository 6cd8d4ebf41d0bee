import Domain

/// Logistic regression over columns that lie at different parties (FATE's hetero LR).
///
/// S. Hardy et al., arXiv 1711.10677, with gradients and scores masked before the arbiter decrypts
/// them. `docs/components.md` lists every message and what it reveals to whom. All parties are
/// taken to follow the protocol, and the arbiter not to join up with another party.
enum HeteroLR: Component {
    static let descriptors = [
        ModuleDescriptor(
            module: "HeteroLR", provider: "fate", version: "1.11.4",
            roles: [.guest, .host, .arbiter], parameters: HeteroLRParameters.defaults)
    ]

    static func check(
        _ parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        _ = try HeteroLRParameters(parameters)
    }

    static func check(
        _ table: TableSchema, with parameters: JSONObject, for role: Role
    ) throws(ComponentError) {
        guard table.kind == .instances else {
            throw ComponentError(
                "HeteroLR reads numeric instances, the table has \(table.kind.rawValue) rows; "
                    + "put a DataTransform between")
        }
        guard role != .guest || table.labelName != nil else {
            throw ComponentError("The guest's rows have no labels")
        }
    }

    static func run(_ context: TaskContext) async throws -> TaskResult {
        let parameters = try HeteroLRParameters(context.parameters)
        do {
            switch context.party.role {
            case .guest: return try await HeteroLRGuest(context, parameters).run()
            case .host: return try await HeteroLRHost(context, parameters).run()
            case .arbiter: return try await HeteroLRArbiter(context, parameters).run()
            case .local: throw ComponentError("HeteroLR has no part for a local job")
            }
        } catch let error as PaillierError {
            throw ComponentError(error.description)
        }
    }
}
