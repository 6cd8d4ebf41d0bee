import Foundation
import Testing
import Workers

@Suite struct HMACWorkerTokensTests {
    private let site = WorkerSite()

    @Test func aTokenIsToldAgainAfterARestart() throws {
        let token = try HMACWorkerTokens(secretFile: site.path("secret")).token(of: "w1")
        let tokens = try HMACWorkerTokens(secretFile: site.path("secret"))
        #expect(tokens.token(of: "w1") == token)
        #expect(tokens.token(of: "w2") != token)
        #expect(token.count == 64)
    }

    @Test func anotherSiteHasOtherTokens() throws {
        let one = try HMACWorkerTokens(secretFile: site.path("secret"))
        let other = try HMACWorkerTokens(secretFile: site.path("other"))
        #expect(one.token(of: "w1") != other.token(of: "w1"))
    }

    @Test func theSecretIsForTheSitesUserAlone() throws {
        _ = try HMACWorkerTokens(secretFile: site.path("secret"))
        #expect(try site.mode(of: "secret") == 0o600)
    }

    @Test func aSecretOfAnotherLengthIsRefused() throws {
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: site.path("secret")))
        #expect(throws: (any Error).self) {
            try HMACWorkerTokens(secretFile: site.path("secret"))
        }
    }

    @Test func digestsAreSHA256() throws {
        let tokens = try HMACWorkerTokens(secretFile: site.path("secret"))
        #expect(
            tokens.digest(of: "abc")
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let names = Set((0..<100).map { _ in tokens.newWorker() })
        #expect(names.count == 100)
        #expect(names.allSatisfy { $0.count == 32 })
    }
}
