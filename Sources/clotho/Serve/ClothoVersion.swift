/// What the server says it is.
enum ClothoVersion {
    /// Clotho's own version.
    static let own = "0.1.0"

    /// By FATE's module names; clients ask for FATE's version to know the API.
    static let all = [
        "API": "v1", "FATE": "1.11.4", "FATEFlow": "1.11.2", "CLOTHO": own,
    ]
}
