import Crypto
public import Scheduler
import Storage

/// Secrets of workers: HMAC-SHA256 of the worker's name under the site's secret.
///
/// So a token can be told again after a restart and is stored nowhere but in the worker's own
/// config; the log holds its digest.
public struct HMACWorkerTokens: WorkerTokens {
    private let secret: SymmetricKey

    /// Reads the site's secret, or makes it at the first start: 32 random bytes that only the
    /// site's user may read.
    /// - Throws: `StorageError`; `damaged` when the file is not a secret of this kind.
    public init(secretFile: String) throws {
        if let bytes = try SmallFile.read(secretFile) {
            guard bytes.count == 32 else {
                throw StorageError(
                    .damaged, "\(secretFile) has \(bytes.count) bytes; a site's secret has 32")
            }
            secret = SymmetricKey(data: bytes)
        } else {
            let bytes = Self.random(count: 32)
            try SmallFile.replace(secretFile, with: bytes, isDurable: true)
            secret = SymmetricKey(data: bytes)
        }
    }

    public func token(of worker: String) -> String {
        Self.hex(HMAC<SHA256>.authenticationCode(for: Array(worker.utf8), using: secret))
    }

    public func digest(of token: String) -> String {
        Self.hex(SHA256.hash(data: Array(token.utf8)))
    }

    public func newWorker() -> String { Self.hex(Self.random(count: 16)) }

    private static func random(count: Int) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
