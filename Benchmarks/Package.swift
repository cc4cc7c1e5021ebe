// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds Heliograph builds its benchmarks. docs/benchmarks.md says how they
// are run, what each one measures, and what was measured last.

let heliograph = "Heliograph"

let package = Package(
  name: "HeliographBenchmarks",
  dependencies: [
    .package(name: heliograph, path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    .executableTarget(
      name: "HeliographBenchmarks",
      dependencies: [
        .product(name: "CZeroMQ", package: heliograph),
        .product(name: "Messaging", package: heliograph),
        .product(name: "Learning", package: heliograph),
        .product(name: "Modem", package: heliograph),
        .product(name: "Semantics", package: heliograph),
        .product(name: "Trace", package: heliograph),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
      ])
  ],
  cxxLanguageStandard: .cxx17
)
