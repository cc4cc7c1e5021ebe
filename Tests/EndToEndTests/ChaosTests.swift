import Chaos
import EmulatorTestKit
import Foundation
import Testing

extension EndToEnd {
  @Suite("Chaos")
  struct ChaosTests {
    private struct Report: Decodable {
      struct Fault: Decodable {
        var kind: FaultKind
        var recovery_s: Double?
      }
      struct Violation: Decodable {
        var evidence: String
      }
      var faults: [Fault]
      var violations: [Violation]
      var slots: Int
      var completed_tasks: Int
    }

    /// Codecs that are loaded quickly in a build without optimization, too.
    private static let topology = """
      topology: chaos
      semantics:
        retrieval: { model: retrieval-shapes, data: shapes, gallery: 36 }
      attendance: { lease: 1 s }
      template: { policy: remote, tasks: { initial: 5, arrivals: 0.9 } }
      ues:
        - { name: ue, count: 4 }
      """

    @Test("30 faults of every kind: no task is lost or counted twice, the record is sound and its replay equal")
    func faults() throws {
      let folder = try TestFolder()
      let chaos = try RunningProgram(
        "helio",
        [
          "chaos", try folder.write(Self.topology, as: "chaos.yaml"), "--seed", "1", "--count", "30",
          "--record", folder.file("run.sqlite"), "--json", folder.file("report.json"), "--log-dir", folder.path,
        ], environment: ["XDG_RUNTIME_DIR": folder.path])
      let status = try chaos.waitForEnd(within: 300)
      #expect(status == 0, "\(chaos.output)")
      let report = try JSONDecoder().decode(
        Report.self, from: Data(contentsOf: URL(filePath: folder.file("report.json"))))
      #expect(report.violations.map(\.evidence) == [])
      #expect(report.faults.count == 30)
      #expect(report.faults.allSatisfy { $0.recovery_s != nil })
      #expect(Set(report.faults.map(\.kind)) == Set(FaultKind.allCases))
      #expect(report.completed_tasks > 0 && report.slots > 30)
      #expect(chaos.output.contains("every invariant held"))
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasPrefix("heliograph-") })
    }
  }
}
