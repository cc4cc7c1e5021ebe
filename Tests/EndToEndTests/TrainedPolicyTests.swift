import EmulatorTestKit
import Foundation
import Tasks
import Testing
import Trace

extension EndToEnd {
  @Suite("Trained policies in UE processes")
  struct TrainedPolicies {
    private static let topology = BuiltPrograms.file("topology/offloading.yaml")

    private struct Evaluation: Decodable {
      struct Line: Decodable {
        struct Figures: Decodable { var sumQoE: [Double] }
        var figures: Figures
      }
      var policies: [Line]
    }

    /// What the environment says of the shipped policy in the run of the topology's own seed.
    private func evaluated() throws -> Double {
      let folder = try TestFolder()
      let program = try RunningProgram(
        "helio",
        [
          "evaluate", "policy", Self.topology, "--policy", BuiltPrograms.file("models/offloading.policy.safetensors"),
          "--episodes", "1", "--first-seed", "7", "--no-search", "--json", folder.file("evaluation.json"),
        ])
      guard try program.waitForEnd() == 0 else { throw ProgramFailure(program.output) }
      let data = try Data(contentsOf: URL(filePath: folder.file("evaluation.json")))
      let report = try JSONDecoder().decode(Evaluation.self, from: data)
      return try #require(report.policies.first?.figures.sumQoE.first)
    }

    @Test("offloading.yaml runs the shipped actors: one digest in two runs, and the sum QoE of the environment")
    func shipped() throws {
      var summaries: [RunSummary] = []
      for _ in 0..<2 {
        let run = try HelioUp(Self.topology, ["--quiet"], isRecorded: false)
        guard try run.program.waitForEnd() == 0 else { throw ProgramFailure(run.program.output) }
        summaries.append(try run.summary())
      }
      #expect(summaries[0].digest != nil)
      #expect(summaries[0].digest == summaries[1].digest)
      #expect(summaries[0].ues == summaries[1].ues)
      #expect(summaries[0].ues.allSatisfy { $0.policy == "trained:offloading" && $0.tasks.queued == 0 })
      let difference = summaries[0].totals.sumQoE - (try evaluated())
      #expect(abs(difference) < 1e-9, "the sum QoE differs by \(difference) from the environment's")
    }

    @Test("another number of slots is another problem: the policy is refused with both digests and what to do")
    func otherProblem() throws {
      let run = try HelioUp(Self.topology, ["--slots", "6"], isRecorded: false)
      #expect(try run.program.waitForEnd() != 0)
      let output = run.program.output
      #expect(output.contains("offloading.policy.safetensors: expected a policy trained for the problem "))
      #expect(output.contains(", found one trained for "))
      #expect(output.contains("helio train policy --algorithm mappo TOPOLOGY"))
    }

    @Test("a policy that is not there is refused before anything starts")
    func missing() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--policy", "trained:offloadin"], isRecorded: false)
      #expect(try run.program.waitForEnd() == 65)
      #expect(run.program.output.contains("--policy: found \"offloadin\", expected one of the policies in "))
      #expect(run.program.output.contains("did you mean `offloading`?"))
    }
  }
}
