import Domain
public import Logging
public import Scheduler
import Wire

/// The checkpoints that calls between parties carry along.
///
/// A call to a site whose name is not known yet carries none: the name comes with its first answer.
/// What is wrong with a checkpoint never keeps a call from its work; it is recorded and told.
public actor CheckpointExchange {
    private let peers: PeerService
    private let site: String
    private let logger: Logger
    /// The names of the sites that answered, by address.
    private var names: [String: String] = [:]
    /// Where the proof for a site is to begin, when it said so.
    private var sizes: [String: UInt64] = [:]

    /// Makes the exchange of a site of that name.
    public init(peers: PeerService, site: String, logger: Logger) {
        self.peers = peers
        self.site = site
        self.logger = logger
    }

    /// The site that answered at an address, as far as it has said its name.
    func name(at address: String) -> String? { names[address] }

    /// What a call shows the site at an address.
    func offer(to address: String) async -> JSONValue? {
        guard let name = names[address], name != site else { return nil }
        do {
            return try await peers.offer(to: name, from: sizes[name]).json
        } catch {
            logger.warning("no checkpoint for the site \(name): \(error)")
            return nil
        }
    }

    /// Takes what a site answered.
    func take(_ extras: PartyExtras, from address: String) async {
        guard let name = extras.site else { return }
        if names[address] != name, name == site {
            logger.warning(
                "the site at \(address) is named \(site), as this one is: set --site for each")
        }
        names[address] = name
        guard let json = extras.checkpoint, name != site else { return }
        do {
            let answer = try CheckpointAnswer(json)
            sizes[name] = if case .prove(let size) = answer { size } else { nil }
            try await peers.take(answer, from: name)
        } catch {
            logger.warning("the answer of the site \(name) to a checkpoint: \(error)")
        }
    }
}
