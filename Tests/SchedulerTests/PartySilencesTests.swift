import Domain
import TestKit
import Testing

@testable import Scheduler

/// When calls that come to nothing are a party's silence.
@Suite struct PartySilencesTests {
    private let job = Samples.job
    private let host = Samples.host
    private let silences = PartySilences()

    private func at(_ seconds: Int64) -> Timestamp {
        Timestamp(millisecondsSinceEpoch: 1_000 * seconds)
    }

    private func missed(asked: Int64, failed: Int64) async -> Timestamp? {
        await silences.missed(host, of: job, askedAt: at(asked), now: at(failed))
    }

    private func heard(_ second: Int64) async {
        await silences.heard(host, of: job, now: at(second))
    }

    @Test func oneCallAfterTheOther() async {
        #expect(await missed(asked: 0, failed: 30) == nil)
        // Was under way beside the first one.
        #expect(await missed(asked: 1, failed: 31) == nil)
        #expect(await missed(asked: 31, failed: 32) == at(0))
        #expect(await missed(asked: 40, failed: 41) == at(0))
    }

    @Test func whatWasAskedBeforeTheAnswerSaysNothing() async {
        await heard(20)
        #expect(await missed(asked: 0, failed: 30) == nil)
        #expect(await missed(asked: 19, failed: 31) == nil)
        #expect(await missed(asked: 31, failed: 32) == nil)
        #expect(await missed(asked: 33, failed: 34) == at(31))
    }

    @Test func anAnswerBeginsAnew() async {
        #expect(await missed(asked: 0, failed: 1) == nil)
        #expect(await missed(asked: 1, failed: 2) == at(0))
        await heard(3)
        #expect(await missed(asked: 4, failed: 5) == nil)
        await silences.forget(job)
        #expect(await missed(asked: 6, failed: 7) == nil)
        #expect(await missed(asked: 8, failed: 9) == at(6))
    }
}
