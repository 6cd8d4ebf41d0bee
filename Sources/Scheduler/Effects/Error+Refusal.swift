import Domain

extension Error {
    /// Whether a decider refused: trying again would not help.
    var isRefusal: Bool {
        if case .stillAtWork = self as? PartyRejection { return false }
        return self is JobRejection || self is PartyRejection || self is PartyRefusal
    }

    /// Whether a decider said no, also where asking again may help: a worker is still at work, or
    /// cores are missing.
    var isRejection: Bool {
        self is JobRejection || self is PartyRejection || self is EngineRejection
    }
}
