import Domain
import Scheduler
import Wire

/// What a site answered to a call between parties: FATE's envelope, taken apart.
struct PartyAnswer: Sendable {
    let code: Int
    let message: String
    let data: JSONValue?
    let extras: PartyExtras

    /// The codes with which FATE refuses for good (`entity/types.py`).
    private static let refusals: Set<Int> = [
        ReturnCode.argument, .data, .operating, .incompatible, .permission, .authentication,
    ].reduce(into: []) { $0.insert($1.rawValue) }

    /// FATE's `NOT_EFFECTIVE`: it was so already.
    private static let notEffective = 10

    init(_ response: PartyResponse, from address: String) throws(PartyCallError) {
        guard response.status < 500 else {
            throw PartyCallError(.failed, "\(address) answered with status \(response.status)")
        }
        guard let members = (try? JSONValue(parsing: response.body))?.object,
            let code = members["retcode"]?.integer
        else {
            throw PartyCallError(
                .badAnswer, "\(address) answered with status \(response.status), not as a site")
        }
        self.code = code
        message = members["retmsg"]?.string ?? ""
        data = members["data"]
        extras = PartyExtras(of: members)
    }

    /// Whether the call did what it should, or it was so already.
    var isSuccess: Bool { code == ReturnCode.success.rawValue || code == Self.notEffective }

    /// Whether asking again would get the same answer.
    var isRefusal: Bool { Self.refusals.contains(code) }

    /// What the party's part of the job has ended as, where it refuses for that.
    var ended: JobStatus? {
        guard isRefusal, let text = data?.object?[PartyBodies.endedMember]?.string else {
            return nil
        }
        return JobStatus(rawValue: text).flatMap { $0.isEnd ? $0 : nil }
    }

    /// Checks that the call did what it should.
    /// - Throws: `PartyRefusal` when asking again would not help, else `PartyCallError`.
    func check(_ party: Party) throws {
        if isSuccess { return }
        let text = "\(party) answered \(code): \(message)"
        if isRefusal { throw PartyRefusal(text) }
        throw PartyCallError(code == ReturnCode.running.rawValue ? .busy : .failed, text)
    }
}
