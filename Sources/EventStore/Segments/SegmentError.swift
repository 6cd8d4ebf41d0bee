/// Why a segment cannot be read, written or believed.
public struct SegmentError: Error, Hashable, Sendable {
    /// What kind of failure it is.
    public enum Code: Hashable, Sendable {
        /// The file ends before its end: a copy that broke off.
        case cutOff
        /// Bytes are not the ones that were written.
        case damaged
        /// The bytes are whole and say something that no segment says.
        case invalid
        /// The checksums hold and the hashes do not: somebody has changed what the file says.
        case forged
        /// The file is of a version that this program does not know.
        case unknownVersion
        /// The operating system failed.
        case system
    }

    /// What kind of failure it is.
    public let code: Code
    /// The place in the file, in bytes from its beginning; `nil` when it is about the whole file.
    public let offset: UInt64?
    /// What was found, in words that need no others around them.
    public let message: String

    init(_ code: Code, at offset: UInt64? = nil, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    /// The error that `errno` tells of.
    static func lastSystem(doing: String) -> SegmentError {
        let error = EventLogError.lastSystem(doing: doing)
        return SegmentError(.system, error.description)
    }
}

extension SegmentError: CustomStringConvertible {
    public var description: String {
        guard let offset else { return message }
        return "at offset \(offset): \(message)"
    }
}
