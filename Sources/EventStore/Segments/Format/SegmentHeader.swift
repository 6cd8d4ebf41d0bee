/// What a segment says about itself before its events.
public struct SegmentHeader: Hashable, Sendable {
    /// Which events of the log the segment holds.
    public enum Content: Hashable, Sendable {
        /// All from the first to the last position. The tree before them is enough to compute the
        /// root behind them.
        case range(before: TreeFrontier)
        /// Those between the first and the last position that a selection takes; the hashes of
        /// all others are in the proof, so far as they are needed for the root.
        case selection(EventSelection)
    }

    /// The site in whose log the events stand; some of them may have come there from others.
    public let site: String
    /// The first position that was looked at.
    public let first: Position
    /// The last position that was looked at.
    public let last: Position
    /// Which events between the two there are.
    public let content: Content
    /// When the segment was written, in milliseconds since 1970.
    public let createdAt: Int64

    /// Makes a header; refuses what no segment can say.
    public init(
        site: String, first: Position, last: Position, content: Content, createdAt: Int64
    ) throws(EventLogError) {
        _ = try EnvelopeLayout.Text.originSite.measure(site)
        try EnvelopeLayout.Text.originSite.check(site)
        guard first > .origin, last >= first else {
            throw .invalid("a segment cannot reach from position \(first) to \(last)")
        }
        if case .range(let before) = content, before.size != first.number - 1 {
            throw .invalid("the tree before position \(first) has \(before.size) leaves")
        }
        self.site = site
        self.first = first
        self.last = last
        self.content = content
        self.createdAt = createdAt
    }

    /// The root of the tree before the first event; `nil` for a selection.
    public var rootBefore: TreeHash? {
        guard case .range(let before) = content else { return nil }
        return before.root
    }
}

extension SegmentHeader {
    private enum Kind: UInt8 {
        case range = 1
        case selection = 2
    }

    /// The number for zlib's format.
    private static let packing: UInt8 = 1

    var encoded: [UInt8] {
        var body = ByteWriter()
        body.number(SegmentLayout.formatVersion)
        let kind: Kind = if case .range = content { .range } else { .selection }
        body.raw([kind.rawValue, Self.packing])
        body.number(createdAt)
        body.number(first.number)
        body.number(last.number)
        body.text(site)
        switch content {
        case .range(let before):
            body.raw(before.root.bytes)
            body.raw([UInt8(before.hashes.count)])
            for hash in before.hashes { body.raw(hash.bytes) }
        case .selection(let selection):
            body.text(selection.title)
            body.raw([UInt8(selection.rules.count)])
            for rule in selection.rules {
                body.raw([rule.code])
                body.text(rule.text)
            }
        }
        return body.bytes
    }

    /// Reads the body of a header's frame.
    init(_ body: UnsafeRawBufferPointer, at place: UInt64) throws(SegmentError) {
        var reader = ByteReader(body, at: place)
        let version: UInt16 = try reader.number("the format version")
        guard version == SegmentLayout.formatVersion else {
            throw SegmentError(
                .unknownVersion, at: place,
                "the segment has format version \(version); this program knows "
                    + "\(SegmentLayout.formatVersion): use a newer clotho")
        }
        let kind = Kind(rawValue: try reader.number("the kind of segment"))
        let packing: UInt8 = try reader.number("the packing")
        guard let kind, packing == Self.packing else {
            throw reader.invalid("the kind of segment or its packing is unknown")
        }
        let createdAt: Int64 = try reader.number("the time")
        let first = Position(try reader.number("the first position"))
        let last = Position(try reader.number("the last position"))
        let site = try reader.text("the origin site")
        let content: Content =
            switch kind {
            case .range: try Self.range(&reader, first)
            case .selection: try Self.selection(&reader)
            }
        try reader.end(of: "the header")
        do {
            try self.init(
                site: site, first: first, last: last, content: content, createdAt: createdAt)
        } catch {
            throw SegmentError(.invalid, at: place, error.description)
        }
    }

    private static func range(
        _ reader: inout ByteReader, _ first: Position
    ) throws(SegmentError) -> Content {
        let root = try reader.hash("the root before")
        let count = Int(try reader.number("the number of subtrees", as: UInt8.self))
        var hashes: [TreeHash] = []
        for _ in 0..<count { hashes.append(try reader.hash("a subtree before")) }
        guard first > .origin,
            let before = TreeFrontier(size: first.number - 1, hashes: hashes)
        else {
            throw reader.invalid(
                "the tree before position \(first) cannot have \(count) full subtrees")
        }
        guard before.root == root else {
            throw SegmentError(
                .forged, at: reader.offset, "the root before does not follow from its subtrees")
        }
        return .range(before: before)
    }

    private static func selection(_ reader: inout ByteReader) throws(SegmentError) -> Content {
        let title = try reader.text("the selection's title")
        let count = Int(try reader.number("the number of rules", as: UInt8.self))
        var rules: [EventSelection.Rule] = []
        for _ in 0..<count {
            let code: UInt8 = try reader.number("a rule's kind")
            guard let rule = EventSelection.Rule(code: code, try reader.text("a rule")) else {
                throw reader.invalid("a rule is of the unknown kind \(code)")
            }
            rules.append(rule)
        }
        do {
            return .selection(try EventSelection(title: title, rules: rules))
        } catch {
            throw reader.invalid(error.description)
        }
    }
}

extension ByteReader {
    mutating func hash(_ name: String) throws(SegmentError) -> TreeHash {
        TreeHash(try take(TreeHash.byteCount, name), at: 0)
    }
}
