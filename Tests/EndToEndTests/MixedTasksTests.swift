import Chaos
import EmulatorTestKit
import Foundation
import Launching
import Recording
import Tasks
import Testing
import Topology
import Trace

extension EndToEnd {
  @Suite("Translation and questions")
  struct MixedTasks {
    private static let slots = 14

    /// A lease that no restart outlasts, however busy the machine is: then the run is that of an undisturbed one.
    private static let topology = """
      topology: mixed
      slots: \(slots)
      semantics:
        translation: { model: translation-street-scenes, data: street-scenes, sentences: 1 }
        vqa: { model: vqa-scene-questions, data: scene-questions }
      attendance: { lease: 120 s, start-timeout: 120 s }
      template: { policy: random, tasks: { initial: 5, arrivals: 0.9 } }
      ues:
        - { name: questioner, task: vqa }
        - { name: translator, task: translation }
      """

    /// The shipped models, and as many sentences as a build without optimization looks through in no time.
    private static func write(into folder: TestFolder) throws -> TopologyOverrides {
      for name in ["vqa-scene-questions", "translation-street-scenes"] {
        for ending in ["safetensors", "knowledge.json"] {
          try FileManager.default.copyItem(
            atPath: BuiltPrograms.file("models/\(name).\(ending)"), toPath: folder.file("\(name).\(ending)"))
        }
      }
      let knowledge = "translation-street-scenes.knowledge.json"
      let text = try String(contentsOfFile: folder.file(knowledge), encoding: .utf8)
      _ = try folder.write(text.replacing("\"street-scenes\"", with: "\"few\""), as: knowledge)
      try FileManager.default.createDirectory(atPath: folder.file("few"), withIntermediateDirectories: false)
      let scenes = StreetScenes()
      let pairs = try (0..<40).map { try scenes.pair($0, of: .test) }
      for split in ["train", "test"] {
        _ = try folder.write(pairs.map { $0.source + "\n" }.joined(), as: "few/\(split).en")
        _ = try folder.write(pairs.map { $0.target + "\n" }.joined(), as: "few/\(split).de")
      }
      return TopologyOverrides(data: ["translation=" + folder.file("few")], modelFolders: [folder.path])
    }

    /// Runs to the last slot, with each of some processes killed in the slot after the next one once the one before is back.
    private func summary(killing victims: [String]) throws -> RunSummary {
      let folder = try TestFolder()
      let emulation = try LiveEmulation(
        testing: folder.write(Self.topology, as: "mixed.yaml"), in: folder, overrides: Self.write(into: folder))
      for victim in victims {
        try emulation.waitForSlot((emulation.lastSlot ?? 0) + 2, within: RunningProgram.limit)
        try emulation.kill(victim)
      }
      let outcome = try emulation.waitForEnd()
      guard case .finished(let summary) = outcome else {
        throw ProgramFailure("the run did not end by itself, with \(victims) killed: \(outcome)")
      }
      let record = try RunRecord(path: emulation.record)
      #expect(try record.verifyChain().slots == Self.slots)
      var invariants = TaskInvariants()
      try record.forEachSlot { slot, _ in
        #expect(invariants.take(slot).isEmpty)
        return true
      }
      #expect(invariants.check(summary).isEmpty)
      return summary
    }

    @Test("each process may be killed: no task is lost or counted twice, and the digest is that of an undisturbed run")
    func killed() throws {
      let undisturbed = try summary(killing: [])
      let disturbed = try summary(killing: ["translator", "questioner", FaultPlan.server, "translator"])
      #expect(undisturbed.restarts == nil)
      #expect(disturbed.restarts == ["translator": 2, "questioner": 1, FaultPlan.server: 1])
      for summary in [undisturbed, disturbed] {
        #expect(summary.slots == Self.slots)
        #expect(summary.ues.map(\.task) == ["vqa", "translation"])
        for ue in summary.ues {
          #expect(ue.tasks.addsUp)
          #expect(ue.tasks.completed >= Self.slots / 3, "\(ue.name)")
        }
      }
      #expect(disturbed.digest == undisturbed.digest)
      #expect(disturbed.ues == undisturbed.ues)
    }
  }
}
