import Offloading
import Quantities
import Radio
public import Scenario
import Tasks

extension Scenario {
  /// A small scenario for tests: UEs named ue-1, ue-2 … with the given policies, ten tasks each.
  ///
  /// - Parameters:
  ///   - policies: one per UE.
  ///   - seed: the seed.
  ///   - slots: how many; nil for a run without end.
  ///   - clock: which clock.
  /// - Returns: the scenario.
  public static func fixture(
    policies: [PolicyChoice] = [.local, .remote, .random], seed: UInt64 = 7, slots: Int? = 12,
    clock: ClockMode = .virtual
  ) -> Scenario {
    let ues = policies.enumerated().map { index, policy in
      NamedUE(name: "ue-\(index + 1)", profile: UEProfile(policy: policy))
    }
    return Scenario(
      name: "fixture", seed: seed, clock: clock, slots: SlotSchedule(count: slots), radio: RadioConfiguration(),
      offloading: OffloadingParameters(), retrieval: RetrievalCodecChoice(model: "synthetic", data: .shapes), ues: ues,
      template: UEProfile())
  }
}

extension Scenario {
  /// The paper's four UEs for tests: one translates, one retrieves, two answer questions, ten tasks each.
  ///
  /// - Parameters:
  ///   - policies: one per UE.
  ///   - seed: the seed.
  ///   - slots: how many.
  /// - Returns: the scenario.
  public static func mixedFixture(
    policies: [PolicyChoice] = [.remote, .remote, .local, .random], seed: UInt64 = 7, slots: Int? = 12
  ) -> Scenario {
    var scenario = fixture(policies: policies, seed: seed, slots: slots)
    scenario.name = "mixed fixture"
    scenario.translation = TranslationCodecChoice(model: "synthetic", data: .streetScenes, sentencesPerTask: 3)
    scenario.questions = QuestionCodecChoice(model: "synthetic", data: .sceneQuestions)
    let kinds: [TaskKind] = [.translation, .retrieval, .visualQuestionAnswering, .visualQuestionAnswering]
    for (index, kind) in zip(scenario.ues.indices, kinds) { scenario.ues[index].profile.task = kind }
    return scenario
  }
}
