/// The names that models go by (FATE-Flow `utils/model_utils.py`).
public enum ModelID {
    /// The name of the models that these parties train together: roles by name, the ids of each
    /// once and in order, such as `guest-9999#host-10000_10001#model`.
    public static func of(_ roles: [RoleParties]) -> String {
        let names = roles.sorted { $0.role.rawValue < $1.role.rawValue }.map { role in
            let ids = Set(role.ids).sorted().map(\.description).joined(separator: "_")
            return "\(role.role.rawValue)-\(ids)"
        }
        return (names + ["model"]).joined(separator: "#")
    }

    /// The name of one party's part, such as `guest#9999#guest-9999#model`.
    public static func of(_ modelID: String, for party: Party) -> String {
        "\(party.role.rawValue)#\(party.id)#\(modelID)"
    }
}
