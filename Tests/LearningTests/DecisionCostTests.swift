import Learning
import Offloading
import Testing

@Suite("What a decision costs")
struct DecisionCostTests {
  private let problem = OffloadingProblem.paper(initial: 2, steps: 4)

  /// A policy's evaluation, the evaluation of the same policy when it is timed, and its cost.
  private func evaluations<Base: JointPolicy>(
    _ policy: Base
  ) throws -> (plain: PolicyEvaluation, timed: PolicyEvaluation, cost: DecisionCost) {
    var plain = policy
    var timed = TimedPolicy(policy)
    let seeds: [UInt64] = [11, 12, 13]
    let figures = try PolicyEvaluation(of: problem, by: &plain, seeds: seeds)
    let timedFigures = try PolicyEvaluation(of: problem, by: &timed, seeds: seeds)
    return (figures, timedFigures, try #require(timed.cost))
  }

  @Test("A trained actor costs the multiply-adds of its layers, for one UE")
  func actors() throws {
    var configuration = MAPPOConfiguration()
    configuration.hidden = 8
    let learner = try MAPPOLearner(problem, configuration)
    let (plain, timed, cost) = try evaluations(ActorsPolicy(learner.actors()))
    #expect(timed == plain)
    // From the observation to 8, from 8 to 8, from 8 to two logits and three means.
    #expect(cost.operations == Double(ObservationLayout(problem).count * 8 + 8 * 8 + 8 * 5))
    #expect(cost.operation == .multiplyAdds)
    #expect(!cost.isJoint && cost.grid == nil)
    #expect(cost.samples == plain.steps.reduce(0, +))
    #expect(cost.low <= cost.microseconds && cost.microseconds <= cost.high)
  }

  @Test("Exhaustive search costs the accuracies that it looks up, for all UEs, out of the joint actions of its grid")
  func search() throws {
    let levels = SearchLevels(problem.offloading, powers: 2, bids: 3, frequencies: 3)
    let (plain, timed, cost) = try evaluations(ExhaustivePolicy(ExhaustiveSearch(problem, levels: levels)))
    #expect(timed == plain)
    // 9⁴: 3 frequencies and 3 · 2 bids with powers of each of four UEs.
    #expect(cost.grid == 6561.0)
    #expect(cost.operation == .evaluations)
    #expect(cost.isJoint && cost.operations > 0)
  }

  @Test("A policy that computes nothing costs no operations; one that has not decided has no cost")
  func fixed() throws {
    #expect(try evaluations(FixedJointPolicy(.random)).cost.operations == 0)
    #expect(TimedPolicy(FixedJointPolicy(.local)).cost == nil)
  }
}
