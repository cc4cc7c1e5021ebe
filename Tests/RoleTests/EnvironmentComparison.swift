import Offloading
import Protocol
import Quantities
import Scenario
import Tasks
import Testing
import Trace

/// Plays the slots of a run again in the environment and expects what the run came to, to the last bit.
///
/// - Parameters:
///   - problem: what is played.
///   - seed: the run's seed.
///   - slots: what was committed.
///   - decide: what a UE does, by its place among the players, its name, its observation and the slot.
/// - Returns: how many attempts failed, and every decision of a UE with a task.
/// - Throws: `LinkError` for channels that cannot be, and what `decide` throws.
func expectEnvironment(
  of problem: OffloadingProblem, seed: UInt64, toComeTo slots: [SlotRecord],
  decide: (_ player: Int, _ name: String, _ observation: Offloading.Observation, _ slot: Int) throws -> Decision
) throws -> (failures: Int, decisions: [Decision]) {
  var environment = try OffloadingEnvironment(problem, seeds: [seed])
  var actions = ActionBatch(count: environment.players)
  var failures = 0
  var decisions: [Decision] = []
  for slot in slots {
    if environment.isTerminal[0] {
      #expect(slot.ues.allSatisfy { $0.outcome == nil })
      continue
    }
    for (player, ue) in slot.ues.enumerated() {
      let name = ue.name.rawValue
      #expect(problem.players[player].name == name)
      let report = try #require(ue.report)
      #expect(environment.queues[player] == report.queued)
      #expect(environment.batteries[player] == report.battery.value)
      #expect(environment.channelGains[player] == report.channel.largeScaleGain * report.channel.fadingPower)
      let decision = try decide(player, name, environment.observation(0, player), slot.slot)
      if environment.queues[player] > 0 { decisions.append(decision) }
      actions[player] = decision
    }
    try environment.step(actions)
    for (player, ue) in slot.ues.enumerated() {
      #expect(environment.playerRewards[player] == ue.outcome?.reward ?? 0)
      #expect(environment.qualities[player] == ue.outcome?.qoe ?? 0)
      #expect(environment.accuracies[player] == ue.outcome?.expectedAccuracy ?? 0)
      if let result = ue.outcome?.result, result != .completed { failures += 1 }
    }
    let remaining = environment.queues.reduce(0, +)
    let extra =
      environment.isTerminal[0] ? problem.finalReward(after: environment.steps[0], remaining: remaining) : 0
    #expect(environment.rewards[0] == slot.sumReward + extra)
  }
  return (failures, decisions)
}
