/// The headers of calls between sites: FATE-Flow's (`utils/api_utils.py`), and of ours those that a
/// message between workers carries because its body has no members.
public enum PartyHeaders {
    /// The id of the party that calls.
    public static let source = "src_party_id"
    /// The role of the party that calls.
    public static let sourceRole = "src_role"
    /// The id of the party that is called.
    public static let destination = "dest_party_id"
    /// The version of FATE that the caller speaks.
    public static let version = "src_fate_ver"
    /// FATE-Flow's constant pair.
    public static let service = (name: "service", value: "fateflow")
    /// SHA-256 of the body of a message between workers, hex.
    public static let digest = "clotho-digest"
}
