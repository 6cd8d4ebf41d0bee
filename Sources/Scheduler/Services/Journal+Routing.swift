public import Domain
public import Journal

extension Journal {
    /// Which party lives where, as it stands on the log.
    public func routing() async throws -> RoutingTable {
        try await state(of: SiteDecider.self, .site).routing
    }
}
