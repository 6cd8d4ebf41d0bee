/// The fixed lines of the evidence format; `docs/evidence-format.md` says what they mean.
enum EvidenceLayout {
    /// The first line of the statement.
    static let firstLine = "Clotho evidence, format 1"
    /// What stands before the digest and the length of the segment, the statement's last lines.
    static let digestLine = "segment sha256 "
    static let countLine = "segment bytes "
    /// Between the signatures and the segment.
    static let begin = "\n-----BEGIN CLOTHO SEGMENT-----\n"
    static let end = "-----END CLOTHO SEGMENT-----\n"
    /// How many bytes of the segment a line holds, and how many characters they make.
    static let lineBytes = 57
    static let lineCount = 76
    /// How many lines are packed or unpacked at a time.
    static let linesAtOnce = 1_024
    /// The longest statement that is read.
    static let statementBytesMax = 4 << 20
}
