#if LIBFUZZER
    import Glibc

    /// What libFuzzer calls with each input it thinks of, in a build with `--sanitize=fuzzer`.
    ///
    /// The environment names the reader (`FUZZ_TARGET`) and the folder of corpora (`FUZZ_CORPUS`).
    @_cdecl("LLVMFuzzerTestOneInput")
    public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
        do {
            _ = try LibFuzzer.read(Array(UnsafeBufferPointer(start: bytes, count: count)))
        } catch {
            // How libFuzzer is told of a finding: it keeps the input of a process that aborts.
            fatalError("\(error)")
        }
        return 0
    }

    private enum LibFuzzer {
        /// libFuzzer calls from one thread.
        nonisolated(unsafe) static let read: FuzzTarget.Reader = {
            do {
                return try reader(named: try variable("FUZZ_TARGET"))
            } catch {
                // libFuzzer's entry cannot throw, and nothing can be fuzzed without a reader.
                fatalError("\(error)")
            }
        }()

        private static func reader(named name: String) throws -> FuzzTarget.Reader {
            guard let target = FuzzTarget(rawValue: name) else { throw Wrong("no reader \(name)") }
            let folder = try variable("FUZZ_CORPUS") + "/" + name
            return try target.reader(
                corpus: try File.names(folder).sorted().map { try File.read("\(folder)/\($0)") })
        }

        private static func variable(_ name: String) throws -> String {
            guard let value = getenv(name) else { throw Wrong("\(name) is not set") }
            return String(cString: value)
        }
    }
#endif
