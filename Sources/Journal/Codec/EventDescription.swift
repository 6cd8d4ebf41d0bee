public import Domain
public import EventStore
import SwiftProtobuf

/// The payload of an event as JSON, for people and programs that read the log over HTTP.
public enum EventDescription {
    /// The fields of the payload by their protobuf names; `nil` when the payload was withheld or
    /// erased, or when this version does not know the type.
    public static func payload(of event: RecordedEvent) -> JSONValue? {
        event.hasPayload ? payload(event.payload, of: event.envelope.type) : nil
    }

    static func payload(_ bytes: [UInt8], of type: String) -> JSONValue? {
        descriptions[type].flatMap { $0(bytes) }
    }

    /// The names of all types that have a form as JSON.
    static var types: [String] { descriptions.keys.sorted() }

    private static let descriptions: [String: @Sendable ([UInt8]) -> JSONValue?] = [
        "job.submitted": describe(PBJobSubmitted.self),
        "job.party_created": describe(PBJobPartyCreated.self),
        "job.party_refused": describe(PBJobPartyRefused.self),
        "job.party_unanswered": describe(PBJobPartyRefused.self),
        "job.waiting_explained": describe(PBJobWaitingExplained.self),
        "job.start_decided": describe(PBJobStartDecided.self),
        "job.party_reserved": describe(PBJobPartyAttempt.self),
        "job.party_lacked": describe(PBJobPartyLacked.self),
        "job.party_released": describe(PBJobPartyAttempt.self),
        "job.started": describe(PBEmpty.self),
        "job.party_started": describe(PBJobParty.self),
        "job.task_started": describe(PBJobTaskStarted.self),
        "job.task_reported": describe(PBJobTaskReported.self),
        "job.task_ended": describe(PBJobTaskEnded.self),
        "job.stop_requested": describe(PBJobStatusReason.self),
        "job.ended": describe(PBJobStatusReason.self),
        "job.party_closed": describe(PBJobParty.self),
        "job.start_overdue": describe(PBJobAttempt.self),
        "job.start_pause_ended": describe(PBJobAttempt.self),
        "job.limit_reached": describe(PBJobLimitReached.self),
        "job.task_limit_reached": describe(PBJobTaskLimitReached.self),
        "job.party_unreachable": describe(PBJobPartyUnreachable.self),
        "job.rerun_requested": describe(PBJobRerunRequested.self),
        "job.party_reopened": describe(PBJobPartyReopened.self),
        "job.party_declined": describe(PBJobPartyDeclined.self),
        "job.task_retry_scheduled": describe(PBJobTaskRetryScheduled.self),
        "job.task_retry_released": describe(PBJobTaskRetryReleased.self),
        "job.parameters_revised": describe(PBJobParametersRevised.self),
        "party.task_created": describe(PBPartyTaskCreated.self),
        "party.reopened": describe(PBPartyReopened.self),
        "party.parameters_revised": describe(PBPartyParametersRevised.self),
        "job.components_inherited": describe(PBJobComponentsInherited.self),
        "party.task_inherited": describe(PBPartyTaskInherited.self),
        "party.noted": describe(PBPartyNoted.self),
        "party.cleaned": describe(PBPartyCleaned.self),
        "party.created": describe(PBPartyCreated.self),
        "party.reserved": describe(PBPartyAttempt.self),
        "party.lacked": describe(PBPartyAttempt.self),
        "party.released": describe(PBPartyAttempt.self),
        "party.started": describe(PBEmpty.self),
        "party.task_starting": describe(PBPartyTaskStarting.self, hiding: ["token_digest"]),
        "party.task_launched": describe(PBPartyTaskLaunched.self),
        "party.task_running": describe(PBPartyTask.self),
        "party.task_reported": describe(PBPartyTaskReported.self),
        "party.task_stop_requested": describe(PBPartyTaskStatus.self),
        "party.task_ended": describe(PBPartyTaskStatus.self),
        "party.ended": describe(PBPartyEnded.self),
        "engine.registered": describe(PBEngineSize.self),
        "engine.resized": describe(PBEngineSize.self),
        "engine.reserved": describe(PBEngineReserved.self),
        "engine.released": describe(PBEngineReleased.self),
        "peer.segment_imported": describe(PBPeerSegmentImported.self),
        "peer.checkpoint_seen": describe(PBPeerCheckpoint.self),
        "peer.checkpoint_countersigned": describe(PBPeerCheckpoint.self),
        "peer.fork_detected": describe(PBPeerFork.self),
        "table.written": describe(PBTableWritten.self),
        "table.deleted": describe(PBTableDeleted.self),
        "model.created": describe(PBModelCreated.self),
        "model.component_saved": describe(PBModelComponentSaved.self),
        "model.deployed": describe(PBModelDeployed.self),
        "site.payloads_erased": describe(PBSitePayloadsErased.self),
        "site.party_routed": describe(PBSitePartyRouted.self),
        "site.party_unrouted": describe(PBSitePartyUnrouted.self),
        "site.lease_taken": describe(PBSiteLeaseTaken.self),
        "site.lease_released": describe(PBSiteLeaseReleased.self),
        "site.queue_ordered": describe(PBSiteQueueOrdered.self),
        "track.logged": describe(PBTrackLogged.self),
        "track.described": describe(PBTrackDescribed.self),
        "track.progressed": describe(PBTrackProgressed.self),
    ]

    private static func describe<Payload: Message & Sendable>(
        _: Payload.Type, hiding hidden: [String] = []
    ) -> @Sendable ([UInt8]) -> JSONValue? {
        { bytes in
            var options = JSONEncodingOptions()
            options.alwaysPrintInt64sAsNumbers = true
            options.preserveProtoFieldNames = true
            guard let payload = try? Payload(serializedBytes: bytes),
                let text = try? payload.jsonString(options: options),
                var members = (try? JSONValue(parsing: text))?.object
            else { return nil }
            for name in hidden { members[name] = nil }
            return .object(members)
        }
    }
}
