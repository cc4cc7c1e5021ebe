import Foundation
import Glibc
import Scenario
import Testing
import Topology

@testable import Launching

@Suite("Running emulations")
struct RunningEmulationTests {
  private func withBase(_ body: (String) throws -> Void) throws {
    let base = FileManager.default.temporaryDirectory.appending(path: "runs-\(UInt32.random(in: 0...UInt32.max))")
    try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: base) }
    try body(base.path)
  }

  @Test("A run is found from its announcement to the end of its folder, at its latest address")
  func announced() throws {
    try withBase { base in
      var directory: RunDirectory? = try RunDirectory(under: base)
      #expect(RunningEmulation.all(under: [base]).isEmpty)
      for url in ["http://127.0.0.1:1", "http://127.0.0.1:2"] {
        try RunningEmulation.announce(
          topology: "t", serverURL: url, serverEndpoint: "ipc:///s", in: #require(directory))
        let run = try #require(RunningEmulation.all(under: [base, base + "/none"]).first)
        #expect(run.topology == "t")
        #expect(run.serverURL == url)
        #expect(run.processIdentifier == getpid())
        #expect(run.targets == directory.map { "\($0.path)/targets" })
      }
      directory = nil
      #expect(RunningEmulation.all(under: [base]).isEmpty)
    }
  }

  @Test("A run whose launcher was killed is not found, and its folder is removed; one that is no run is left alone")
  func stale() throws {
    try withBase { base in
      let live = try RunDirectory(under: base)
      try RunningEmulation.announce(
        topology: "t", serverURL: "http://127.0.0.1:1", serverEndpoint: "ipc:///s", in: live)
      let stale = "\(base)/heliograph-stale"
      try FileManager.default.createDirectory(atPath: stale, withIntermediateDirectories: true)
      for name in ["run.json", "lock"] {
        try FileManager.default.copyItem(atPath: "\(live.path)/\(name)", toPath: "\(stale)/\(name)")
      }
      let young = "\(base)/heliograph-young"
      try FileManager.default.createDirectory(atPath: young, withIntermediateDirectories: true)
      try Data("{".utf8).write(to: URL(filePath: "\(young)/run.json"))
      #expect(RunningEmulation.all(under: [base]).count == 1)
      #expect(!FileManager.default.fileExists(atPath: stale))
      #expect(FileManager.default.fileExists(atPath: young))
      #expect(FileManager.default.fileExists(atPath: live.path))
    }
  }

  @Test("The processes of a run that can be watched get a port and a file of their own")
  func plan() throws {
    try withBase { base in
      let directory = try RunDirectory(under: base)
      for name in ["edge-server", "channel-emulator", "ue-agent"] {
        let path = "\(directory.path)/\(name)"
        try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
      }
      let scenario = try TopologyFile.read("topology: t\nues: [{ name: ue-1 }]\n")
      let options = LaunchOptions(
        .topology("t.yaml", TopologyOverrides()), observes: true, programFolder: directory.path)
      let plan = try LaunchPlan(scenario, options: options, directory: directory)
      for program in plan.programs {
        let file = "\(directory.path)/targets/\(program.name).json"
        #expect(program.arguments.suffix(5) == ["--observe", "auto", "--observe-file", file, "--lifeline"])
      }
    }
  }
}
