// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "clotho",
    products: [
        .library(name: "EventStore", targets: ["EventStore"]),
        .library(name: "Projections", targets: ["Domain", "Journal", "Projections"]),
        .library(name: "Scheduler", targets: ["Domain", "Journal", "Scheduler"]),
        .executable(name: "clotho", targets: ["clotho"]),
        .executable(name: "clotho-worker", targets: ["clotho-worker"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CGMP", providers: [.apt(["libgmp-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .target(name: "CLinux"),
        // Optimised in debug builds too: tests are to run the very instructions that are shipped.
        .target(name: "CSHA256", cSettings: [.unsafeFlags(["-O2"])]),
        .target(
            name: "EventStore", dependencies: ["CLMDB", "CNettle", "CSHA256", "CZlib", crypto],
            swiftSettings: settings),
        .target(name: "Domain", swiftSettings: settings),
        .target(
            name: "Journal",
            dependencies: [
                "Domain", "EventStore", .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ], swiftSettings: settings),
        .target(
            name: "Projections",
            dependencies: [
                "Domain", "EventStore", "Journal", crypto,
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], swiftSettings: settings),
        .target(
            name: "Scheduler",
            dependencies: ["Domain", "EventStore", "Journal", "Projections", logging],
            swiftSettings: settings),
        .target(name: "Wire", dependencies: ["Domain"], swiftSettings: settings),
        .target(
            name: "Storage", dependencies: ["CLMDB", "Domain", crypto], swiftSettings: settings),
        .target(
            name: "Workers",
            dependencies: ["CLinux", "Domain", "Scheduler", "Storage", "Wire", crypto],
            swiftSettings: settings),
        .target(
            name: "Federation",
            dependencies: [
                "Domain", "Journal", "Scheduler", "Storage", "Wire", crypto, logging,
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], swiftSettings: settings),
        .target(
            name: "Components", dependencies: ["CGMP", "Domain", "Storage", "Wire", crypto],
            swiftSettings: settings),
        .target(
            name: "API",
            dependencies: [
                "CZlib", "Domain", "EventStore", "Federation", "Journal", "Projections",
                "Scheduler", "Storage", "Wire", crypto, logging,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "clotho",
            dependencies: [
                "API", "Components", "Domain", "EventStore", "Federation", "Journal",
                "Projections", "Scheduler", "Storage", "Wire", "Workers", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
        .executableTarget(
            name: "clotho-worker",
            dependencies: [
                "CLinux", "Components", "Domain", "Storage", "Wire",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: settings),
        .target(name: "CFaults", path: "Tests/CFaults"),
        .executableTarget(
            name: "LogChild", dependencies: ["CFaults", "CZlib", "EventStore"],
            path: "Tests/LogChild",
            swiftSettings: settings),
        .target(
            name: "TestKit",
            dependencies: [
                "Domain", "EventStore", "Journal", "Projections", "Scheduler", logging,
            ], path: "Tests/TestKit", swiftSettings: settings),
        .testTarget(
            name: "DomainTests", dependencies: ["Domain", "TestKit"], swiftSettings: settings),
        .testTarget(
            name: "JournalTests", dependencies: ["Domain", "EventStore", "Journal", "TestKit"],
            swiftSettings: settings),
        .testTarget(
            name: "ProjectionsTests",
            dependencies: [
                "Domain", "EventStore", "Journal", "Projections", "TestKit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], swiftSettings: settings),
        .testTarget(
            name: "SchedulerTests",
            dependencies: [
                "Domain", "EventStore", "Journal", "Projections", "Scheduler", "TestKit",
            ],
            swiftSettings: settings),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "API", "Domain", "EventStore", "Federation", "Journal", "Projections",
                "Scheduler", "Storage", "TestKit", "Wire", crypto, logging,
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ], swiftSettings: settings),
        .testTarget(
            name: "StorageTests", dependencies: ["Domain", "Storage"], swiftSettings: settings),
        .testTarget(
            name: "ComponentsTests", dependencies: ["Components", "Domain", "Storage", crypto],
            swiftSettings: settings),
        .testTarget(
            name: "EventStoreTests", dependencies: ["CLMDB", "EventStore", "LogChild", crypto],
            swiftSettings: settings),
        .testTarget(
            name: "ClientTests",
            dependencies: [
                "Domain", "Storage", "clotho", .product(name: "NIOCore", package: "swift-nio"),
            ], swiftSettings: settings),
        .testTarget(
            name: "ServerTests",
            dependencies: [
                "Domain", "EventStore", "Journal", "Projections", "clotho", "clotho-worker",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ], swiftSettings: settings),
        .testTarget(
            name: "FederationTests", dependencies: ["Domain", "Federation", "Scheduler"],
            swiftSettings: settings),
        .testTarget(
            name: "WorkersTests",
            dependencies: [
                "Domain", "Scheduler", "Storage", "Wire", "Workers", "clotho-worker",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ], swiftSettings: settings),
        .testTarget(
            name: "APITests",
            dependencies: [
                "API", "Domain", "EventStore", "Federation", "Journal", "Projections",
                "Scheduler", "Storage", "TestKit", "Wire", logging,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
