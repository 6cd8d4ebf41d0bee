import Domain
import Testing

@testable import clotho

@Suite struct JobTranscriptTests {
    @Test func oneLineForEachChange() {
        var transcript = JobTranscript()
        var picture = Pictures.training
        #expect(
            transcript.changes(to: picture, now: Pictures.now) == [
                "12.3 s  job 202611210531440000000 running",
                "12.3 s  reader_0 success",
                "12.3 s  data_transform_0 success",
                "12.3 s  intersection_0 success",
                "12.3 s  hetero_lr_0 running 58 %",
            ])
        #expect(transcript.changes(to: picture, now: Pictures.now).isEmpty)
        picture.components[3].parties[0].progress = 60
        #expect(transcript.changes(to: picture, now: Pictures.now).isEmpty)
        picture.components[3].parties[0].progress = 100
        #expect(
            transcript.changes(to: picture, now: Pictures.now + 1000) == [
                "13.3 s  hetero_lr_0 running 79 %"
            ])
    }

    @Test func failuresSayWhereAndWhy() {
        var transcript = JobTranscript()
        var picture = Pictures.training
        _ = transcript.changes(to: picture, now: Pictures.now)
        picture.status = .failed
        picture.reason = "hetero_lr_0 failed"
        picture.components[3].status = .failed
        picture.components[3].parties[1].reason = "The key is too short."
        #expect(
            transcript.changes(to: picture, now: Pictures.now) == [
                "12.3 s  hetero_lr_0 failed",
                "12.3 s  hetero_lr_0 at host 10000: The key is too short.",
                "12.3 s  job 202611210531440000000 failed: hetero_lr_0 failed",
            ])
    }
}
