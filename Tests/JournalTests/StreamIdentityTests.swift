import Domain
import EventStore
import Journal
import TestKit
import Testing

@Suite struct StreamIdentityTests {
    @Test(arguments: [
        StreamIdentity.job(Samples.job), .party(Samples.job, Samples.host),
        .track(Samples.job, Samples.arbiter), .engine("standalone"),
        .table(TableName(namespace: "experiment", name: "breast")!),
        .table(TableName(namespace: "a/b%2Fc", name: "d/e-f")!),
    ])
    func aNameReadsBackAsWhatItNames(_ identity: StreamIdentity) throws {
        let name = try #require(identity.streamName)
        #expect(StreamIdentity(name) == identity)
    }

    @Test(arguments: ["job-", "party-1/guest", "party-1/king/1", "table-x", "nothing", "moon-1"])
    func otherNamesNameNothing(_ text: String) throws {
        #expect(StreamIdentity(try #require(StreamName(text))) == nil)
    }
}
