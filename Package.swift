// swift-tools-version: 6.2
import PackageDescription

// The targets and the arrows between them are explained in docs/architecture.md; scripts/check-levels
// checks that nothing imports upward.

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .treatAllWarnings(as: .error),
]

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let protobuf: Target.Dependency = .product(name: "SwiftProtobuf", package: "swift-protobuf")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")
let sqlite: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")

/// A library target with the house settings.
func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: strict)
}

/// An executable target with the house settings.
func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// A test target with the house settings.
func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource]? = nil) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

let package = Package(
  name: "Heliograph",
  products: [
    .executable(name: "helio", targets: ["helio"]),
    .executable(name: "helio-lab", targets: ["helio-lab"]),
    .executable(name: "ue-agent", targets: ["ue-agent"]),
    .executable(name: "channel-emulator", targets: ["channel-emulator"]),
    .executable(name: "edge-server", targets: ["edge-server"]),
    // What Benchmarks/ measures.
    .library(name: "CZeroMQ", targets: ["CZeroMQ"]),
    .library(
      name: "Messaging",
      targets: ["Messaging", "Air", "Scenario", "Offloading", "Roles", "Protocol", "Radio", "Quantities", "Randomness"]),
    .library(name: "Semantics", targets: ["Semantics", "Tensors", "Tasks"]),
    .library(name: "Learning", targets: ["Learning", "Offloading", "Radio", "Tasks", "Quantities", "Tensors"]),
    .library(name: "Modem", targets: ["Modem"]),
    .library(name: "Trace", targets: ["Trace"]),
    // For tests of users' own topologies: docs/testing-your-topology.md.
    .library(
      name: "EmulatorTestKit",
      targets: [
        "EmulatorTestKit", "Chaos", "Launching", "Recording", "Topology", "Scenario", "Trace", "Tasks", "Protocol",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // Level 0: bridges to C and C++ libraries, units, random streams.
    .systemLibrary(name: "CZeroMQ"),
    .systemLibrary(name: "CPNG"),
    .systemLibrary(name: "CJPEG"),
    .systemLibrary(name: "CZlib"),
    .target(
      name: "CTorch",
      linkerSettings: [.linkedLibrary("torch_cpu"), .linkedLibrary("torch"), .linkedLibrary("c10")]),
    .target(name: "CSignal"),
    library("Quantities"),
    library("Randomness"),
    library("Figures"),

    // Level 1
    library("Radio", ["CSignal", "Quantities", "Randomness"]),
    library("Modem", ["CSignal", "Quantities", "Randomness"]),
    library("Tensors", ["CTorch", "Randomness"]),
    library("Tasks", ["CPNG", "CJPEG", "CZlib", "Figures", "Quantities", "Randomness"]),
    library("Protocol", ["Tasks", "Quantities", protobuf], exclude: ["heliograph.proto"]),

    // Level 2
    library("Semantics", ["Tensors", "Tasks", "Radio", "Randomness", "Quantities", crypto]),
    library("Conformance", ["Figures", "Radio", "Modem", "Quantities", "Randomness"]),
    library("Allocation", ["Quantities"]),
    library("Offloading", ["Allocation", "Radio", "Tasks", "Quantities", "Randomness"]),

    // Level 3
    library("Learning", ["Offloading", "Tensors", "Radio", "Tasks", "Quantities", "Randomness", crypto]),
    library("Scenario", ["Radio", "Modem", "Offloading", "Tasks", "Quantities", "Randomness", crypto]),
    library("Roles", ["Protocol"]),
    library("Trace", ["Protocol", "Tasks", "Quantities", crypto]),

    // Level 4
    library(
      "UserEquipment",
      [
        "Roles", "Scenario", "Trace", "Protocol", "Offloading", "Learning", "Semantics", "Tasks", "Radio", "Modem",
        "Quantities", "Randomness", "Tensors",
      ]),
    library("Air", ["Roles", "Scenario", "Trace", "Protocol", "Radio", "Quantities", "Randomness"]),
    library(
      "EdgeServer",
      [
        "Roles", "Scenario", "Trace", "Protocol", "Offloading", "Allocation", "Semantics", "Tasks", "Radio", "Modem",
        "Quantities", "Randomness", "Tensors",
      ]),
    library(
      "Topology", ["Scenario", "Protocol", "Trace", "Radio", "Modem", "Offloading", "Tasks", "Quantities", yams]),

    // Level 5
    library(
      "InProcess", ["UserEquipment", "Air", "EdgeServer", "Roles", "Scenario", "Trace", "Protocol", "Quantities"]),
    library("Recording", ["Trace", "Scenario", "Offloading", "Protocol", "Tasks", "Quantities", sqlite]),
    library("Messaging", ["CZeroMQ", "Roles", "Protocol", logging]),
    library("Observing", ["Trace", "Tasks", "Protocol"]),

    // Level 6
    library("Launching", ["Topology", "Scenario", "Trace"]),
    library(
      "Chaos",
      [
        "Launching", "Recording", "Messaging", "Topology", "Scenario", "Trace", "Protocol", "Tasks", "Randomness",
        "Quantities",
      ]),

    // Level 7
    library(
      "CommandLineSupport",
      [
        "Scenario", "Topology", "Trace", "Tasks", "Messaging", "Observing", "Roles", "Protocol", "Offloading",
        "Quantities", argumentParser, logging,
      ]),
    library("Plotting", ["Figures", "Launching", "CommandLineSupport", argumentParser]),
    program(
      "ue-agent",
      [
        "UserEquipment", "Messaging", "Observing", "Roles", "Scenario", "Protocol", "Semantics", "Tensors",
        "Offloading", "Radio",
        "Quantities", "Tasks", "CommandLineSupport", argumentParser, logging,
      ]),
    program(
      "channel-emulator",
      ["Air", "Messaging", "Observing", "Roles", "Trace", "Protocol", "CommandLineSupport", argumentParser, logging]),
    program(
      "edge-server",
      [
        "EdgeServer", "Topology", "Scenario", "Trace", "Recording", "Messaging", "Observing", "Roles", "Protocol",
        "Semantics",
        "Tensors", "Tasks", "CommandLineSupport", argumentParser, logging,
      ]),
    program(
      "helio",
      [
        "Launching", "Chaos", "Conformance", "Figures", "Plotting", "Observing", "Recording", "Topology", "Scenario",
        "Tasks", "Trace", "Messaging",
        "Protocol", "Quantities", "Radio", "Roles", "CommandLineSupport", argumentParser, logging,
      ]),
    program(
      "helio-lab",
      [
        "InProcess", "Topology", "Scenario", "Trace", "Recording", "Semantics", "Tensors", "Tasks",
        "Offloading", "Learning", "Radio", "Figures", "Plotting", "Quantities", "Randomness", "UserEquipment",
        "EdgeServer", "CommandLineSupport", argumentParser, logging, crypto,
      ]),

    // For tests alone, also for those of users.
    library(
      "EmulatorTestKit",
      [
        "Chaos", "Topology", "Roles", "Protocol", "Scenario", "Trace", "UserEquipment", "Air", "EdgeServer",
        "InProcess", "Quantities",
        "Radio", "Modem", "Offloading", "Tasks", "Randomness",
      ]),

    tests("QuantitiesTests", ["Quantities"]),
    tests("RandomnessTests", ["Randomness"]),
    tests("RadioTests", ["Radio", "CSignal", "Quantities", "Randomness"]),
    tests("ModemTests", ["Modem", "Quantities", "Randomness"]),
    tests("ConformanceTests", ["Conformance", "Figures", "Radio", "Modem", "Quantities", "Randomness"]),
    tests("TensorsTests", ["Tensors", "Offloading", "Randomness"]),
    tests("TasksTests", ["Tasks", "CJPEG", "Figures", "Quantities", "Randomness"]),
    tests("ProtocolTests", ["Protocol", "Tasks", "Quantities", "Randomness"]),
    tests("SemanticsTests", ["Semantics", "Tensors", "Tasks", "Radio", "Randomness", "Quantities"]),
    tests("AllocationTests", ["Allocation", "Quantities"]),
    tests("OffloadingTests", ["Offloading", "Allocation", "Radio", "Tasks", "Quantities", "Randomness"]),
    tests("LearningTests", ["Learning", "Offloading", "Tensors", "Radio", "Tasks", "Quantities", "Randomness"]),
    tests("TraceTests", ["Trace", "Protocol", "Tasks", "Quantities", "Randomness"]),
    tests(
      "RoleTests",
      [
        "Tasks", "Randomness", "UserEquipment", "Air", "EdgeServer", "InProcess", "EmulatorTestKit", "Roles", "Modem",
        "Scenario", "Protocol", "Trace", "Quantities", "Radio", "Offloading", "Semantics", "Learning",
      ]),
    tests(
      "RecordingTests",
      ["Recording", "Trace", "Scenario", "Offloading", "Radio", "Protocol", "Tasks", "Quantities", sqlite]),
    tests("TopologyTests", ["Topology", "Scenario", "Offloading", "Radio", "Modem", "Tasks", "Quantities"]),
    tests("MessagingTests", ["Messaging", "Roles", "Protocol", logging]),
    tests("ObservingTests", ["Observing", "Tasks", "Trace"]),
    tests(
      "CommandLineSupportTests",
      [
        "CommandLineSupport", "Messaging", "Observing", "Offloading", "Protocol", "Quantities", "Radio", "Scenario",
        "Tasks",
        "Trace", argumentParser, logging,
      ]),
    tests(
      "ChaosTests",
      ["Chaos", "EmulatorTestKit", "Launching", "Messaging", "Protocol", "Tasks", "Trace", "Quantities"]),
    tests("LaunchingTests", ["Launching", "Quantities", "Topology", "Trace", "Tasks", "Scenario"]),
    tests("ExampleTests", ["Chaos", "EmulatorTestKit", "Launching", "Recording", "Tasks", "Topology", "Trace"]),
    tests(
      "EndToEndTests",
      [
        "Chaos", "EmulatorTestKit", "Launching", "Messaging", "Observing", "Protocol", "Randomness", "Recording",
        "Tasks", "Topology", "Trace",
      ]),
    tests("DeterminismTests", ["EmulatorTestKit", "Tasks", "Trace"]),
  ],
  cxxLanguageStandard: .cxx17
)
