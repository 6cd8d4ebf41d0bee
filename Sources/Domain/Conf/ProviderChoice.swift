/// A provider of components and perhaps one of its versions, written `fate` or `fate@1.11.2`.
public struct ProviderChoice: Hashable, Sendable, CustomStringConvertible {
    /// The provider's name.
    public let name: String
    /// The version; `nil` leaves the choice to the site.
    public let version: String?

    /// Makes a choice.
    public init(name: String, version: String?) {
        self.name = name
        self.version = version
    }

    /// `nil` when the name or the version after `@` is empty.
    public init?(_ text: String) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(name: String(parts[0]), version: parts.count == 2 ? String(parts[1]) : nil)
    }

    /// The choice as it is written in a conf.
    public var description: String { version.map { "\(name)@\($0)" } ?? name }
}

extension ModuleDescriptor {
    /// The provider that runs the module unless a job asks for another.
    public var defaultProvider: ProviderChoice { ProviderChoice(name: provider, version: version) }
}
