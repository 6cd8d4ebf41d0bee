import Domain
import TestKit
import Testing

@testable import Journal

@Suite struct EventDescriptionTests {
    @Test func everyTypeOnTheLogHasAFormAsJSON() throws {
        let samples = try EventSamples.encoded()
        #expect(Set(samples.map(\.type)) == Set(EventDescription.types))
        for sample in samples {
            let payload = EventDescription.payload(sample.payload, of: sample.type)
            #expect(payload?.object != nil, "\(sample.type)")
        }
        #expect(EventDescription.payload([], of: "job.unheard") == nil)
    }
}
