import Domain

extension JobDecider {
    /// The events of jobs that run again, of retries and of changed parameters.
    static func decodeRound(
        _ encoded: EncodedEvent, _ fields: PayloadFields
    ) throws -> JobEvent {
        typealias Types = JobEventTypes
        switch encoded.type {
        case Types.rerunRequested.name:
            return .rerunRequested(try fields.round(Types.rerunRequested.payload(of: encoded)))
        case Types.partyReopened.name:
            let payload = try Types.partyReopened.payload(of: encoded)
            return .partyReopened(
                try fields.party(payload.party), round: Int(payload.round), payload.need.need)
        case Types.partyDeclined.name:
            let payload = try Types.partyDeclined.payload(of: encoded)
            return .partyDeclined(
                try fields.party(payload.party), round: Int(payload.round),
                reason: payload.reason, isUnanswered: payload.isUnanswered)
        case Types.taskRetryScheduled.name:
            return .taskRetryScheduled(
                try fields.retry(Types.taskRetryScheduled.payload(of: encoded)))
        case Types.taskRetryReleased.name:
            let payload = try Types.taskRetryReleased.payload(of: encoded)
            return .taskRetryReleased(
                try fields.component(payload.component), version: Int(payload.version))
        case Types.parametersRevised.name:
            return .parametersRevised(
                try fields.revision(Types.parametersRevised.payload(of: encoded)))
        case Types.componentsInherited.name:
            return .componentsInherited(
                try fields.inheritance(Types.componentsInherited.payload(of: encoded)))
        default:
            throw fields.unknownType
        }
    }
}
