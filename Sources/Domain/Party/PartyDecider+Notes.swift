/// What people keep with a job, whatever its status is (FATE-Flow `apps/job_app.py`, `update_job`).
extension PartyDecider {
    /// The longest notes, in bytes of UTF-8.
    public static let notesBytesMax = 16_384

    static func note(
        _ notes: String, _ state: PartyState
    ) throws(PartyRejection) -> [PartyEvent] {
        guard notes.utf8.count <= notesBytesMax else {
            throw .notesTooLong(bytes: notes.utf8.count)
        }
        return notes == state.notes ? [] : [.noted(notes)]
    }
}
