// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the root's clients never see what only benchmarks need.
let package = Package(
    name: "clotho-benchmarks",
    products: [
        .executable(name: "log-bench", targets: ["LogBench"]),
        .executable(name: "projection-bench", targets: ["ProjectionBench"]),
        .executable(name: "segment-bench", targets: ["SegmentBench"]),
        .executable(name: "scale-bench", targets: ["ScaleBench"]),
    ],
    dependencies: [.package(name: "clotho", path: "..")],
    targets: [
        .target(
            name: "LogFloor", path: "log/Floor", linkerSettings: [.linkedLibrary("lmdb")]),
        .executableTarget(
            name: "LogBench",
            dependencies: ["LogFloor", .product(name: "EventStore", package: "clotho")],
            path: "log/LogBench"),
        .target(
            name: "Upserts", path: "projections/Upserts",
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "ProjectionBench",
            dependencies: [
                "Upserts", .product(name: "EventStore", package: "clotho"),
                .product(name: "Projections", package: "clotho"),
            ], path: "projections/ProjectionBench"),
        .target(
            name: "SegmentFloor", path: "segments/Floor", linkerSettings: [.linkedLibrary("z")]),
        .executableTarget(
            name: "SegmentBench",
            dependencies: ["SegmentFloor", .product(name: "EventStore", package: "clotho")],
            path: "segments/SegmentBench"),
        .executableTarget(
            name: "ScaleBench",
            dependencies: [
                .product(name: "EventStore", package: "clotho"),
                .product(name: "Scheduler", package: "clotho"),
            ], path: "scale/ScaleBench"),
    ],
    swiftLanguageModes: [.v6]
)
