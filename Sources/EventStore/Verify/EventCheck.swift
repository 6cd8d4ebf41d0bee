/// Verifies the records: gapless positions, envelopes, commitments.
struct EventCheck {
    private let site: String?
    private let unpacker: RecordUnpacker
    /// No file of this size holds more events.
    private let countMax: UInt64
    /// The last position that was there.
    private(set) var head = Position.origin
    private var count: UInt64 = 0

    init(site: String?, texts: TextList, fileSize: Int) {
        self.site = site
        unpacker = RecordUnpacker(site: site ?? "", texts: texts)
        countMax = UInt64(fileSize / PackedLayout.texts)
    }

    /// The event of an entry; `nil` when it is damaged, which is then said.
    mutating func read(_ entry: TableWalk.Entry, _ report: inout LogReport) -> RecordedEvent? {
        guard let number = entry.number, (1...max(1, countMax)).contains(number) else {
            report.add(.table("events"), "a key is no position: \(Hex.text(entry.key.prefix(20)))")
            return nil
        }
        let position = Position(number)
        reportGap(before: position, &report)
        head = position
        count += 1
        do {
            let event = try self.event(entry.value, at: position)
            guard Self.check(event, site: site, &report) else { return event }
            report.eventCount += 1
            if !event.hasPayload { report.erasedCount += 1 }
            return event
        } catch {
            report.add(.position(position), "the record is damaged: \(error)")
            return nil
        }
    }

    func finish(entries: UInt64, _ report: inout LogReport) {
        if count < entries, head.number < entries {
            report.add(
                .positions(head.advanced(by: 1)...Position(entries)), "the events are missing")
        }
    }

    private func event(
        _ record: ArraySlice<UInt8>, at position: Position
    ) throws(EnvelopeError) -> RecordedEvent {
        let event = record.withUnsafeBytes { record in
            Result { () throws(EnvelopeError) in try unpacker.event(record, at: position) }
        }
        return try event.get()
    }

    private func reportGap(before position: Position, _ report: inout LogReport) {
        let wanted = head.advanced(by: 1)
        if position > wanted {
            let last = Position(position.number - 1)
            report.add(.positions(wanted...last), "the events are missing")
        } else if position < wanted {
            report.add(.position(position), "it comes behind position \(head)")
        }
    }

    /// Whether an event is what its envelope says; what is wrong is said otherwise.
    static func check(
        _ event: RecordedEvent, site: String?, _ report: inout LogReport
    ) -> Bool {
        let envelope = event.envelope
        if event.hasPayload, !event.matchesCommitment {
            report.add(
                .position(event.position), "salt and payload are not those of its commitment")
            return false
        }
        if envelope.originSite == site, envelope.originPosition != event.position {
            report.add(
                .position(event.position),
                "the envelope is that of position \(envelope.originPosition)")
            return false
        }
        return true
    }
}
