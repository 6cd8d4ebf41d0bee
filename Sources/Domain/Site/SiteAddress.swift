/// Checks the addresses that sites are reached at.
enum SiteAddress {
    /// What is wrong with an address; `nil` for `http://host:port` and the like.
    static func problem(_ address: String) -> String? {
        let schemes = ["http://", "https://"]
        guard let scheme = schemes.first(where: address.hasPrefix) else {
            return "it must begin with http:// or https://"
        }
        let place = address.dropFirst(scheme.count)
        guard !place.isEmpty, place.utf8.count <= 255 else { return "it names no host" }
        guard place.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !forbidden.contains($0) }) else {
            return "give scheme, host and port only, without a path"
        }
        if place.hasPrefix("[") || !place.contains(":") { return nil }
        let port = place.split(separator: ":", omittingEmptySubsequences: false).last ?? ""
        guard let number = Int(port), (1...65_535).contains(number) else {
            return "\(port) is no port"
        }
        return nil
    }

    private static let forbidden = Set("/?#@\"\\<>".utf8)
}
