import Foundation

/// `tools/verify_evidence.py` with Debian's Python, for which tools/deps.sh installs its library.
enum EvidenceVerifier {
    /// Its exit status, and all that it said.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        try Programs.run(
            URL(filePath: "/usr/bin/python3"),
            ["-B", Programs.root.appending(path: "tools/verify_evidence.py").path()] + arguments)
    }
}
