import Federation

/// How the servers of one site reach others: over the world's network.
struct StationTransport: PartyTransport {
    private let station: Station

    init(from station: Station) { self.station = station }

    func post(_ request: PartyRequest, to address: String) async throws -> PartyResponse {
        try await station.world.network.carry(request, from: station, to: address)
    }
}
