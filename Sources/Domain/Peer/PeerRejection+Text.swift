extension PeerRejection: CustomStringConvertible {
    public var description: String {
        switch self {
        case .gap(let missing):
            "the events \(missing.lowerBound) to \(missing.upperBound) before it are missing here; "
                + "import them first, or allow the gap (--allow-gap)"
        case .fork(let size, let known, let given):
            "at size \(size) the other log had the root \(known) before, and now \(given): "
                + "it has two histories, or one of them was changed"
        case .otherKey(let known, let given):
            "it is signed with \(given), those before it were with \(known); if the site has "
                + "confirmed its new key to you, name it with --key"
        case .unproven(let from):
            "the log is known here at size \(from); prove the checkpoint from there"
        case .forked(let fork):
            "the site was found to have two histories: \(fork)"
        }
    }
}
