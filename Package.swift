// swift-tools-version: 6.2

import PackageDescription

/// Settings of every Swift target of ours. Warnings are errors, so that one that appears is mended in the same commit.
let swiftSettings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableExperimentalFeature("Lifetimes"),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let grdbSQLite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let argumentParser = Target.Dependency.product(
  name: "ArgumentParser", package: "swift-argument-parser")
let serviceLifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let configuration = Target.Dependency.product(
  name: "Configuration", package: "swift-configuration")

let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let histogram = Target.Dependency.product(name: "Histogram", package: "hdrhistogram-swift")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")

let testTargets: [Target] = [
  .testTarget(
    name: "PartnerProgramTests",
    dependencies: ["PartnerProgram"],
    swiftSettings: swiftSettings
  ),
  // Programs that tests start, with deadlines.
  .target(name: "ChildProcesses", path: "Tests/ChildProcesses", swiftSettings: swiftSettings),
  // What the test programs share: random numbers, messages as text, and an orderly end when a signal asks for it.
  .target(name: "TestValues", dependencies: [unixSignals], path: "Tests/TestValues", swiftSettings: swiftSettings),
  // Builds encodings byte by byte, valid and hostile ones, for the tests of the codecs.
  .target(
    name: "WireBytes",
    dependencies: ["CProtobufC"],
    path: "Tests/WireBytes",
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "ProtobufCTests",
    dependencies: ["ProtobufC", "CProtobufC", "CProtos", "TributaryProtocol", "WireBytes", nioCore],
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "TributaryProtocolTests",
    dependencies: ["ChildProcesses", "TributaryProtocol", "ProtobufC", "CProtobufC", "CProtos", "WireBytes", nioCore],
    exclude: ["other_implementation.py"],
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "TTRPCTests",
    dependencies: [
      "ChildProcesses", "TTRPC", "ProtobufC", "CProtobufC", "CProtos", nioCore, nioPosix, nioEmbedded, nioSSL, logging,
    ],
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "StoreTests",
    dependencies: ["Store", "PartnerProgram", grdb, grdbSQLite, logging],
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "TributaryClientTests",
    dependencies: [
      "TributaryClient", "TTRPC", "ProtobufC", "TributaryProtocol", "ClientExample", nioCore, nioPosix, logging,
    ],
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "CLITests",
    dependencies: ["TributaryConsole", "TributaryClient", "TTRPC", "ProtobufC", argumentParser, nioCore],
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "TrackerTests",
    dependencies: [
      "Tracker", "Store", "PartnerProgram", "TTRPC", "ProtobufC", "TributaryProtocol", "TributaryClient", "WireBytes",
      "CProtobufC", "CProtos", nioCore, nioPosix, logging, grdb, grdbSQLite,
    ],
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "WebTests",
    dependencies: [
      "Web", "Tracker", "Store", "PartnerProgram", "TTRPC", "ProtobufC", "TributaryProtocol", "TributaryClient",
      "ChildProcesses", "CZlib", hummingbird, hummingbirdCore, httpTypes, nioCore, nioPosix, nioHTTP1, nioSSL, logging,
      crypto, grdb, grdbSQLite,
    ],
    swiftSettings: swiftSettings
  ),
  .testTarget(
    name: "TributarydTests",
    dependencies: [
      "ChildProcesses", "tributaryd", "TributaryClient", "TTRPC", "ProtobufC", "TributaryProtocol", nioCore, nioPosix,
      grdb, grdbSQLite,
    ],
    swiftSettings: swiftSettings
  ),
  // Random histories through a real server and a simple model of the rules, which must agree.
  .executableTarget(
    name: "tributary-histories",
    dependencies: [
      "Tracker", "Store", "PartnerProgram", "TTRPC", "ProtobufC", "TributaryProtocol", "TributaryClient", "TestValues",
      argumentParser,
      logging, nioCore, nioPosix,
    ],
    path: "Tests/Histories",
    exclude: ["README.md"],
    swiftSettings: swiftSettings
  ),
  // Kills the server and what is under it, and compares what is left with a log of what was acknowledged.
  .executableTarget(
    name: "tributary-crash",
    dependencies: [
      "ChildProcesses", "DiskJournal", "TestValues", "TributaryClient", "TTRPC", "ProtobufC", "TributaryProtocol",
      argumentParser, grdb, grdbSQLite, nioCore, nioPosix, nioHTTP1,
    ],
    path: "Tests/Crash",
    exclude: ["README.md", "Disk", "DiskJournal"],
    swiftSettings: swiftSettings
  ),
  .executableTarget(
    name: "tributary-load",
    dependencies: [
      "ChildProcesses", "TestValues", "TributaryClient", "TributaryConsole", "TributaryProtocol", "TTRPC", "Store",
      "PartnerProgram", "ProtobufC", argumentParser, logging, histogram, nioCore, nioPosix, unixSignals,
    ],
    path: "Tests/Load",
    swiftSettings: swiftSettings
  ),
  // What the server did to its files, as the library below writes it down and the crash tests read it.
  .systemLibrary(name: "DiskJournal", path: "Tests/Crash/DiskJournal"),
  // The disk of the crash tests, loaded into a server by LD_PRELOAD.
  .target(
    name: "TributaryDisk",
    dependencies: ["DiskJournal"],
    path: "Tests/Crash/Disk",
    cSettings: [
      .define("_GNU_SOURCE"), .treatAllWarnings(as: .error), .enableWarning("all"), .enableWarning("extra"),
    ]
  ),
]

let package = Package(
  name: "tributary",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TributaryClient", targets: ["TributaryClient"]),
    .library(name: "TTRPC", targets: ["TTRPC"]),
    .executable(name: "tributaryd", targets: ["tributaryd"]),
    .executable(name: "tributary", targets: ["tributary"]),
    // For the crash tests.
    .library(name: "TributaryDisk", type: .dynamic, targets: ["TributaryDisk"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    // The pixel is HTML with values of other people's in it, and a template escapes them all.
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    // Distributions of latencies in the benchmark.
    .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CProtobufC",
      pkgConfig: "libprotobuf-c",
      providers: [.apt(["libprotobuf-c-dev"]), .brew(["protobuf-c"])]
    ),
    // Clients of the Connect protocol compress their requests by gzip.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CProtos", dependencies: ["CProtobufC"]),
    .target(
      name: "ProtobufC",
      dependencies: ["CProtobufC", nioCore],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "TTRPC",
      dependencies: ["ProtobufC", "CProtobufC", "CProtos", nioCore, nioPosix, nioTLS, nioSSL, logging],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "TributaryProtocol",
      dependencies: ["ProtobufC", "CProtobufC", "CProtos"],
      swiftSettings: swiftSettings
    ),
    .target(name: "PartnerProgram", swiftSettings: swiftSettings),
    .target(
      name: "Store",
      dependencies: ["PartnerProgram", grdb, grdbSQLite, logging],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "Tracker",
      dependencies: [
        "Store", "PartnerProgram", "TTRPC", "ProtobufC", "CProtobufC", "CProtos", "TributaryProtocol", crypto, mustache,
      ],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "Web",
      dependencies: [
        "Tracker", "Store", "PartnerProgram", "TTRPC", "ProtobufC", "CProtobufC", "CProtos", "CZlib",
        "TributaryProtocol",
        hummingbird, hummingbirdCore, hummingbirdTLS, httpTypes, mustache, crypto, logging, nioCore, nioPosix, nioHTTP1,
        nioTLS, nioSSL, serviceLifecycle,
      ],
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "tributaryd",
      dependencies: [
        "Web", "Tracker", "Store", "PartnerProgram", "TTRPC", "TributaryClient", "TributaryConsole", argumentParser,
        serviceLifecycle, unixSignals, logging, nioCore, nioPosix, hummingbird, httpTypes, mustache, crypto,
      ],
      swiftSettings: swiftSettings
    ),
    .target(
      name: "TributaryClient",
      dependencies: ["TTRPC", "ProtobufC", "TributaryProtocol", nioCore],
      path: "Clients/Swift",
      swiftSettings: swiftSettings
    ),
    // The command line client without its entry point, so that tests and the demo of tributaryd can use it.
    .target(
      name: "TributaryConsole",
      dependencies: ["TributaryClient", argumentParser, configuration],
      path: "Clients/Console",
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "tributary",
      dependencies: ["TributaryConsole"],
      path: "Clients/CLI",
      swiftSettings: swiftSettings
    ),
    .executableTarget(
      name: "ClientExample",
      dependencies: ["TributaryClient"],
      path: "Clients/Example",
      swiftSettings: swiftSettings
    ),
  ] + testTargets
)
