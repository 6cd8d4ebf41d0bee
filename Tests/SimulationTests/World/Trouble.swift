/// What goes wrong in a world, by itself or on purpose.
enum Trouble: String, CaseIterable {
    case killedSite = "killed site"
    case powerCut = "power cut"
    case slowDisk = "slow disk"
    case partition
    case refusedCall = "refused call"
    case lostCall = "lost call"
    case lostAnswer = "lost answer"
    case repeatedCall = "repeated call"
    case delayedCall = "delayed call"
    /// One that another call has overtaken, which was made later.
    case lateCall = "late call"
    case lie
    case forgedCall = "forged call"
}
