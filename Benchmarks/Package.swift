// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the root's clients never see what only benchmarks need.
let package = Package(
    name: "clotho-benchmarks",
    products: [.executable(name: "log-bench", targets: ["LogBench"])],
    dependencies: [.package(name: "clotho", path: "..")],
    targets: [
        .target(
            name: "LogFloor", path: "log/Floor", linkerSettings: [.linkedLibrary("lmdb")]),
        .executableTarget(
            name: "LogBench",
            dependencies: ["LogFloor", .product(name: "EventStore", package: "clotho")],
            path: "log/LogBench"),
    ],
    swiftLanguageModes: [.v6]
)
