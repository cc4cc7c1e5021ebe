import Foundation
import Launching
import Quantities
import Scenario
import Testing
import Topology

@Suite("Run directory and plan")
struct RunDirectoryTests {
  @Test("a run's folder is for its owner alone, gives short socket paths, and is gone at the end")
  func lifetime() throws {
    var directory: RunDirectory? = try RunDirectory()
    let path = try #require(directory?.path)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
    #expect(mode?.intValue == 0o700)
    #expect(try #require(directory).endpoint("channel").utf8.count < 100)
    directory = nil
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  @Test("the folder of a killed launcher is removed by the next one, a live one's is kept")
  func leftovers() throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "heliograph-base-\(getpid())")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: base) }
    let stale = base.appending(path: "heliograph-stale")
    try FileManager.default.createDirectory(at: stale, withIntermediateDirectories: true)
    try Data().write(to: stale.appending(path: "lock"))
    let old = Date(timeIntervalSinceNow: -3600)
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: stale.path)
    let live = try RunDirectory(under: base.path)
    #expect(!FileManager.default.fileExists(atPath: stale.path))
    try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: live.path)
    let second = try RunDirectory(under: base.path)
    #expect(FileManager.default.fileExists(atPath: live.path))
    #expect(FileManager.default.fileExists(atPath: second.path))
  }

  @Test("a base whose socket paths would be too long is refused with the remedy")
  func longBase() throws {
    let base = "/tmp/" + String(repeating: "x", count: 80)
    let error = try #require(throws: LaunchError.self) { _ = try RunDirectory(under: base) }
    #expect(
      error.description
        == "a folder for the run cannot be made: \(base) is too long for a socket's path; set XDG_RUNTIME_DIR to a "
        + "folder of your own")
  }

  @Test("the plan starts server, channel and a process per UE with their overrides, lifelines and environment")
  func plan() throws {
    let directory = try RunDirectory()
    for name in ["edge-server", "channel-emulator", "ue-agent"] {
      let path = "\(directory.path)/\(name)"
      try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: path))
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    }
    let text = "topology: t\nnumerics: portable\nues: [{ name: ue-1 }, { name: ue-2 }]\n"
    let overrides = TopologyOverrides(
      seed: 3, slots: .unlimited, clock: .realtime, lease: Seconds(2), arrivals: 0.5,
      settings: ["radio.noise=-155 dBm/Hz"], data: ["retrieval=shapes", "vqa=/v"],
      modelFolders: ["/models"])
    var options = LaunchOptions(
      .topology("t.yaml", overrides), startLate: ["ue-2": 1.5], programFolder: directory.path)
    let scenario = try TopologyFile.read(text)
    let plan = try LaunchPlan(scenario, options: options, directory: directory)
    let files = ["--data", "retrieval=shapes", "--data", "vqa=/v", "--models", "/models", "--lifeline"]
    let air = directory.endpoint("air")
    #expect(plan.attachEndpoint == air)
    #expect(plan.programs.map(\.name) == ["edge-server", "channel-emulator", "ue-1", "ue-2"])
    #expect(
      plan.programs.map(\.arguments) == [
        [
          "--topology", "t.yaml", "--listen", directory.endpoint("server"), "--progress", "json", "--seed", "3",
          "--slots", "unlimited", "--clock", "realtime", "--lease", "2 s", "--arrivals", "0.5", "--set",
          "radio.noise=-155 dBm/Hz",
        ] + files,
        ["--listen", air, "--server", directory.endpoint("server"), "--lifeline"],
        ["--attach", air, "--name", "ue-1", "--wait", "60s"] + files,
        ["--attach", air, "--name", "ue-2", "--wait", "60s"] + files,
      ])
    #expect(plan.programs.map(\.delay) == [0, 0, 0, 1.5])
    #expect(plan.programs.allSatisfy { $0.environment["OMP_NUM_THREADS"] == "1" })
    #expect(plan.programs.allSatisfy { $0.environment["ATEN_CPU_CAPABILITY"] == "default" })

    options.transport = .tcp
    options.listen = "tcp://127.0.0.1:7700"
    let tcp = try LaunchPlan(scenario, options: options, directory: directory)
    #expect(tcp.attachEndpoint == "tcp://127.0.0.1:7700")
    #expect(tcp.programs[0].arguments[3].hasPrefix("tcp://127.0.0.1:"))

    #expect(plan.programs.allSatisfy { $0.restart == .never })

    options.restart = .onFailure
    let unrecorded = try LaunchPlan(scenario, options: options, directory: directory).programs
    #expect(
      unrecorded[0].restart
        == .impossible(
          because: "it cannot be started again, because what it knew is in no record: leave out --no-record to have one"
        ))
    #expect(unrecorded[1...].allSatisfy { $0.restart == .onFailure })
    options.record = "run.sqlite"
    let recorded = try LaunchPlan(scenario, options: options, directory: directory).programs
    #expect(recorded.allSatisfy { $0.restart == .onFailure })
    #expect(recorded[2].arguments[6...7] == ["--journal", "\(directory.path)/ue-1.journal"])
    options.restart = .never

    options.startLate = ["ue-9": 1]
    #expect(throws: LaunchError("--start-late names ue-9, which is no UE of the topology", kind: .commandLine)) {
      _ = try LaunchPlan(scenario, options: options, directory: directory)
    }
    options.programFolder = "/no/such"
    options.startLate = [:]
    #expect(
      throws: LaunchError(
        "ue-agent is not in /no/such, where it is expected; build all programs with `swift build`")
    ) {
      _ = try LaunchPlan(scenario, options: options, directory: directory)
    }
  }
}
