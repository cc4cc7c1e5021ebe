import EmulatorTestKit
import Foundation
import Protocol
import Recording
import Scenario
import Testing
import Trace

extension EndToEnd {
  @Suite("Channels of a running emulation")
  struct LiveChannels {
    private func channel(_ run: HelioUp, _ arguments: [String]) throws -> (status: Int32, output: String) {
      let program = try RunningProgram(
        "helio", ["channel"] + arguments + ["--run", "\(run.program.identifier)"],
        environment: ["XDG_RUNTIME_DIR": run.folder.path])
      return (try program.waitForEnd(), program.output)
    }

    /// The slots that are committed so far.
    private func slots(_ run: HelioUp) -> [SlotRecord] {
      var slots: [SlotRecord] = []
      try? RunRecord(path: run.folder.file("run.sqlite")).forEachSlot { slot, _ in
        slots.append(slot)
        return true
      }
      return slots
    }

    private func commands(_ slots: [SlotRecord]) -> [Int] {
      slots.filter { $0.events.contains { if case .channel = $0 { true } else { false } } }.map(\.slot)
    }

    @Test("A loss that is set holds from the next slot on until it is taken back, and a replay repeats both")
    func setAndReset() throws {
      let run = try HelioUp(HelioUp.quickstart, ["--slots", "unlimited", "--arrivals", "1"])
      try run.program.waitForOutput("slot 1")
      let (set, words) = try channel(run, ["set", "--ue", "ue-3", "--extra-loss", "200 dB"])
      #expect(set == 0, "\(words)")
      #expect(words.contains("200 dB"), "\(words)")
      try run.program.wait(for: "slots after the command") {
        let slots = slots(run)
        return commands(slots).first.map { slots.count > $0 + 5 } ?? false
      }
      #expect(try channel(run, ["reset", "--ue", "ue-3", "extra-loss"]).status == 0)
      try run.program.wait(for: "slots after the second command") {
        let slots = slots(run)
        return commands(slots).count == 2 && slots.count > commands(slots)[1] + 5
      }
      let (unknown, hint) = try channel(run, ["set", "--ue", "ue-33", "--outage", "on"])
      #expect(unknown == 64, "\(hint)")
      #expect(hint.contains("ue-33") && hint.contains("ue-3"), "\(hint)")
      run.program.send(SIGINT)
      #expect(try run.program.waitForEnd() == 130)

      let all = slots(run)
      let moments = commands(all)
      #expect(moments.count == 2)
      let gains = all.map { slot in slot.ues.first { $0.name.rawValue == "ue-3" }?.report?.channel.largeScaleGain }
      let usual = try #require(gains[moments[0] - 1])
      for (slot, gain) in gains.enumerated() {
        let isSet = (moments[0]..<moments[1]).contains(slot)
        #expect(gain.map { abs($0 / (isSet ? usual * 1e-20 : usual) - 1) < 1e-9 } == true, "slot \(slot)")
      }
      let replay = try RunningProgram(
        "helio", ["replay", run.folder.file("run.sqlite"), "--verify"],
        environment: ["XDG_RUNTIME_DIR": run.folder.path])
      #expect(try replay.waitForEnd() == 0, "\(replay.output)")
      #expect(replay.output.contains("verified: all \(all.count) slots are equal to the last bit\n"))
    }
  }
}
