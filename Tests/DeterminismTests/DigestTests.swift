import EmulatorTestKit
import Foundation
import Tasks
import Testing
import Trace

/// Two runs of one topology and seed compared by their digests, in which every bit of every slot is.
@Suite("The digest of a run", .serialized)
struct DigestTests {
  static let quickstart = BuiltPrograms.file("topology/quickstart.yaml")

  /// Runs `helio up`, with the quickstart unless told otherwise.
  private func run(_ more: [String] = [], topology: String = Self.quickstart) throws -> RunSummary {
    let folder = try TestFolder()
    let program = try RunningProgram(
      "helio", ["up", topology, "--quiet", "--no-record", "--json", folder.file("summary.json")] + more,
      environment: ["XDG_RUNTIME_DIR": folder.path])
    let status = try program.waitForEnd()
    guard status == 0 else { throw ProgramFailure("helio ended with status \(status):\n\(program.output)") }
    let summary = try RunSummary(file: folder.file("summary.json"))
    #expect(summary.isWhole)
    return summary
  }

  @Test("is the same twice, in one process, over ipc and tcp, and with a UE that starts late; another seed's differs")
  func transports() throws {
    let first = try run()
    let digest = try #require(first.digest)
    #expect(digest.hasPrefix("sha256:"))
    #expect(try run().digest == digest)
    let inProcess = try run(["--in-process"])
    #expect(inProcess.runner == "in-process")
    #expect(inProcess.digest == digest)
    #expect(inProcess.ues == first.ues)
    #expect(try run(["--transport", "tcp"]).digest == digest)
    #expect(try run(["--start-late", "ue-2=2.5"]).digest == digest)
    let other = try run(["--seed", "8"])
    #expect(other.digest != digest)
    #expect(try run(["--seed", "8", "--in-process"]).digest == other.digest)
  }

  @Test("is the same in one process, over ipc and tcp where UEs send bytes, of which some do not come through")
  func bytes() throws {
    let folder = try TestFolder()
    let topology = try folder.write(
      """
      topology: bytes
      slots: 8
      ues:
        - { name: analogue }
        - name: features
          transceiver: { digital: { code: 802.11n-1944-2/3, modulation: 16qam, bits: 6 } }
        - name: jpeg
          transceiver: { digital: { code: nr-bg2-1024-1/2, modulation: qpsk, source: jpeg, quality: 60 } }
        - name: far
          position: { x: 600 m, y: 0 m }
          transceiver: { digital: { code: 802.11n-648-5/6, modulation: 64qam } }
      """, as: "bytes.yaml")
    let first = try run(topology: topology)
    let failed = first.ues.map { "\($0.name): \($0.failedAttempts) failed, \($0.tasks.completed) completed" }
    #expect(first.ues.contains { $0.name != "far" && $0.tasks.completed > 0 }, "\(failed)")
    #expect(first.ues.first { $0.name == "far" }?.tasks.completed == 0)
    for more in [["--in-process"], ["--transport", "tcp"], ["--start-late", "jpeg=1.5"]] {
      let other = try run(more, topology: topology)
      #expect(other.digest == first.digest, "\(more)")
      #expect(other.ues == first.ues)
    }
  }

  @Test("is the same in one process, over ipc and tcp where UEs translate, retrieve and answer with the shipped models")
  func kinds() throws {
    let topology = BuiltPrograms.file("topology/offloading.yaml")
    let first = try run(["--slots", "6", "--policy", "random"], topology: topology)
    #expect(first.ues.map(\.task) == ["translation", "retrieval", "vqa", "vqa"])
    #expect(first.ues.allSatisfy { $0.tasks.completed > 0 })
    for more in [["--in-process"], ["--transport", "tcp"], ["--start-late", "ue-3=1.5"]] {
      let other = try run(["--slots", "6", "--policy", "random"] + more, topology: topology)
      #expect(other.digest == first.digest, "\(more)")
      #expect(other.ues == first.ues)
    }
  }

  @Test("is the same when the processes are started by hand in an odd order, the server last")
  func oddOrder() throws {
    let emulation = try HandStartedEmulation()
    for name in ["ue-3", "ue-1"] { try emulation.startUE(name) }
    try emulation.startChannel()
    for name in ["ue-4", "ue-2"] { try emulation.startUE(name) }
    try emulation.startServer(topology: Self.quickstart)
    #expect(try emulation.finish().digest == run(["--in-process"]).digest)
  }

  @Test("is the same for four UEs in one process as for four processes of one UE each")
  func fleet() throws {
    let emulation = try HandStartedEmulation()
    try emulation.startServer(topology: Self.quickstart)
    try emulation.startChannel()
    try emulation.startUE("auto", ["--count", "4"])
    let together = try emulation.finish()
    #expect(together.ues.map(\.name) == ["ue-1", "ue-2", "ue-3", "ue-4"])
    #expect(try together.digest == run().digest)
  }
}
