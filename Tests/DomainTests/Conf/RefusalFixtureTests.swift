import Domain
import Testing

@Suite struct RefusalFixtureTests {
    @Test func noCaseIsLeftOut() throws {
        #expect(Case.valid().count == 15)
        #expect(Case.invalid.count == 33)
        #expect(Case.all.count == 48)
    }

    /// What is wrong with a whole document names no component.
    private static let wholeDocument: Set<String> = [
        "missing_dsl", "missing_components", "missing_initiator", "missing_initiator_role",
        "missing_role", "initiator_not_a_party", "conf_version_not_supported",
        "predict_party_not_trained",
    ]

    @Test(arguments: Case.invalid) func refuses(_ example: Case) throws {
        let mistake = try #require(try mistake(in: example))
        #expect(mistake.code == (try example.required("error").word()))
        #expect(mistake.field != nil)
        if Self.wholeDocument.contains(mistake.code) {
            #expect(mistake.component == nil)
        } else {
            #expect(mistake.message.contains(try #require(mistake.component)))
        }
    }

    private struct Mistake {
        let code: String
        let component: String?
        let field: String?
        let message: String

        init(_ error: JobSpecificationError) {
            (code, component, field) = (error.code, error.component, error.field)
            message = "\(error)"
        }
    }

    /// As at submit and then, one after the other, at the parties.
    private func mistake(in example: Case) throws -> Mistake? {
        let catalogue = try Fixtures.catalogue()
        do {
            let job = try example.specification()
            for party in job.parties { try job.check(for: party, in: catalogue) }
            return Optional<Mistake>.none
        } catch let error as JobSpecificationError {
            return Mistake(error)
        } catch let error as ConfError {
            return Mistake(.conf(error))
        } catch let error as DSLError {
            return Mistake(.dsl(error))
        }
    }
}
