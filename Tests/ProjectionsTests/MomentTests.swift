import EventStore
import Glibc
import Testing

@testable import Projections

/// How people name moments of the past.
@Suite struct MomentTests {
    static let now: Int64 = 1_763_703_104_123

    @Test(arguments: [
        ("0", Moment.position(.origin)), (" 1234 ", .position(Position(1_234))),
        ("99999999999", .position(Position(99_999_999_999))),
        ("1763703104123", .time(1_763_703_104_123...1_763_703_104_123)),
        ("2025-11-21T05:31:44.123Z", .time(1_763_703_104_123...1_763_703_104_123)),
        ("2025-11-21T05:31:44.1Z", .time(1_763_703_104_100...1_763_703_104_199)),
        ("2025-11-21T05:31:44Z", .time(1_763_703_104_000...1_763_703_104_999)),
        ("2025-11-21 13:31:44+08:00", .time(1_763_703_104_000...1_763_703_104_999)),
        ("2025-11-20T23:01:44-0630", .time(1_763_703_104_000...1_763_703_104_999)),
        ("2025-11-21T05:31Z", .time(1_763_703_060_000...1_763_703_119_999)),
        ("2025-11-21Z", .time(1_763_683_200_000...1_763_769_599_999)),
        ("now", .time(now...now)), ("10m ago", .time(now - 600_000...now - 600_000)),
        ("3 d ago", .time(now - 259_200_000...now - 259_200_000)),
    ])
    func moments(_ text: String, _ moment: Moment) throws {
        #expect(try Moment(text, now: Self.now) == moment)
    }

    @Test(arguments: [
        "", "yesterday", "-5", "1.5", "2025-13-01", "2025-02-29", "2025-11-31T00:00Z",
        "2025-11-21T24:00Z", "2025-11-21T05:60Z", "2025-11-21T05:31:61Z", "2025-11-21T05Z",
        "2025-11-21T05:31+25:00", "10 ago", "10y ago", "18446744073709551616",
    ])
    func whatIsNoMoment(_ text: String) {
        let error = #expect(throws: MomentError.self) { try Moment(text, now: Self.now) }
        #expect(error?.description.contains("2026-11-21T05:31:44Z") == true)
    }

    @Test func withoutAZoneItIsLocalTime() throws {
        let start = try #require(LocalTime.milliseconds("2025-11-21 05:31:44"))
        #expect(try Moment("2025-11-21 05:31:44", now: 0) == .time(start...start + 999))
        #expect(LocalTime.text(start) == "2025-11-21 05:31:44")
    }

    @Test func leapDays() throws {
        #expect(
            try Moment("2024-02-29Z", now: 0) == .time(1_709_164_800_000...1_709_251_199_999))
    }
}
