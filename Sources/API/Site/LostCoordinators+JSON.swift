import Domain
import Scheduler

extension LostCoordinators.Wait {
    /// What the health of a site shows of a part whose coordinator does not answer.
    var json: JSONObject {
        [
            "job_id": .string(holder.job.text), "party": .string(holder.party.description),
            "initiator": .string(initiator.description), "cores": .integer(Int64(held.cores)),
            "memory": .integer(Int64(held.memory)),
            "since": .integer(since.millisecondsSinceEpoch), "text": .string(reason),
        ]
    }

    /// The wait as a reason of `job/why`.
    var waitReason: JSONObject {
        [
            "code": "coordinator", "party": .string(initiator.description), "unit": .null,
            "wanted": .null, "available": .null, "held_by": [],
            "since": .integer(since.millisecondsSinceEpoch),
            "text": .string(
                "\(initiator), whose site coordinates the job, does not answer; \(holder.party) "
                    + "keeps \(held.cores) cores for it, last: \(reason)"),
            "change": .string(
                "an answer of that site; it is asked again by itself. clotho job stop "
                    + "\(holder.job) --alone ends the part of this site without it"),
        ]
    }
}
