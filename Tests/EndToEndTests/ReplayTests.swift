import EmulatorTestKit
import Foundation
import Recording
import Testing
import Trace

extension EndToEnd {
  @Suite("Replays")
  struct Replays {
    /// A recorded run in which a guest comes twice.
    private func run() throws -> HelioUp {
      let places = try TestFolder()
      let endpoint = places.endpoint("air")
      let run = try HelioUp(
        HelioUp.quickstart, ["--slots", "unlimited", "--arrivals", "0.5", "--listen", endpoint])
      try run.program.waitForOutput("slot 1")
      for number in 1...2 {
        let guest = try RunningProgram(
          "ue-agent", ["--attach", endpoint, "--name", "guest", "--tasks", "3", "--wait", "60s"])
        try guest.waitForOutput("attached at slot")
        guest.send(SIGINT)
        #expect(try guest.waitForEnd() == 0, "stay \(number): \(guest.output)")
      }
      run.program.send(SIGINT)
      #expect(try run.program.waitForEnd() == 130)
      return run
    }

    @Test("of a run in which a UE came twice come about again as processes and in one process, to the last bit")
    func eventful() throws {
      let run = try run()
      let record = run.folder.file("run.sqlite")
      let state = try RunRecord(path: record).verifyChain()
      for more in [[], ["--transport", "tcp", "--show-answers"], ["--in-process", "--show-answers"]] {
        let replay = try RunningProgram(
          "helio", ["replay", record, "--verify"] + more, environment: ["XDG_RUNTIME_DIR": run.folder.path])
        #expect(try replay.waitForEnd() == 0, "\(more): \(replay.output)")
        #expect(replay.output.contains("verified: all \(state.slots) slots are equal to the last bit\n"))
        #expect(replay.output.contains(state.digest.text), "\(more)")
        #expect(replay.output.contains("(reference: ") == more.contains("--show-answers"), "\(more)")
        try run.expectNothingLeft(of: [])
      }
    }

    @Test("with another model end with status 65 and name both")
    func otherModel() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "3"])
      #expect(try run.program.waitForEnd() == 0)
      let models = try TestFolder()
      try Self.writeOtherModel(into: models)
      let replay = try RunningProgram(
        "helio", ["replay", run.folder.file("run.sqlite"), "--verify", "--models", models.path],
        environment: ["XDG_RUNTIME_DIR": run.folder.path])
      #expect(try replay.waitForEnd() != 0)
      #expect(replay.output.contains("was made with the model retrieval-shapes "), "\(replay.output)")
      #expect(replay.output.contains("name the folder of the former with --models"))
    }

    /// The shapes' model with its last weight another in the last bit, and its knowledge base.
    private static func writeOtherModel(into folder: TestFolder) throws {
      let name = BuiltPrograms.file("models/retrieval-shapes")
      var weights = try Data(contentsOf: URL(filePath: "\(name).safetensors"))
      let former = SHA256Digest.hexadecimal(SHA256Digest.of([UInt8](weights)))
      weights[weights.count - 4] ^= 1
      try weights.write(to: URL(filePath: folder.file("retrieval-shapes.safetensors")))
      let knowledge = try String(contentsOfFile: "\(name).knowledge.json", encoding: .utf8)
      let digest = SHA256Digest.hexadecimal(SHA256Digest.of([UInt8](weights)))
      _ = try folder.write(
        knowledge.replacingOccurrences(of: former, with: digest), as: "retrieval-shapes.knowledge.json")
    }
  }
}
