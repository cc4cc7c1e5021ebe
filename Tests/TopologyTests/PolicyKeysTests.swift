import Foundation
import Offloading
import Scenario
import Testing
import Topology

@Suite("How UEs decide, in a topology")
struct PolicyKeysTests {
  private static let text = """
    topology: t
    template: { policy: { trained: my.policy-2 } }
    ues: [{ name: a }, { name: b, policy: random }, { name: c, policy: { trained: other } },
          { name: d, policy: learning }, { name: e, policy: { learning: { exploration: 9 } } }]
    """

  @Test("policies by name, trained ones by the name of their file; written as they are read")
  func keys() throws {
    let scenario = try TopologyFile.read(Self.text)
    #expect(
      scenario.ues.map(\.profile.policy) == [
        .trained("my.policy-2"), .random, .trained("other"), .learning(OnlineLearning()),
        .learning(OnlineLearning(explorationSlots: 9)),
      ])
    #expect(try TopologyFile.read(TopologyFile.text(of: scenario)) == scenario)
    #expect(scenario.fault == nil)
  }

  @Test("the canonical JSON of policies without training is their name, as it always was")
  func json() throws {
    func json(_ choice: PolicyChoice) throws -> String {
      String(decoding: try CanonicalJSON.encode([choice]), as: UTF8.self)
    }
    #expect(try json(.local) == "[\"local\"]")
    #expect(try json(.random) == "[\"random\"]")
    #expect(try json(.trained("mine")) == "[{\"trained\":\"mine\"}]")
    let quick = PolicyChoice.learning(OnlineLearning(explorationSlots: 9))
    #expect(try json(quick) == "[{\"learning\":{\"explorationSlots\":9}}]")
    for choice in [PolicyChoice.local, .remote, .random, .trained("mine"), .learning(OnlineLearning()), quick] {
      #expect(try CanonicalJSON.decode([PolicyChoice].self, from: CanonicalJSON.encode([choice])) == [choice])
      #expect(PolicyChoice(choice.description) == choice)
    }
    for text in [
      "trained", "trained:", "trained:../x", "trained:a/b", "Local", "", "learning:", "learning:0", "learning:x",
    ] {
      #expect(PolicyChoice(text) == nil)
    }
    #expect(throws: DecodingError.self) {
      _ = try CanonicalJSON.decode([PolicyChoice].self, from: Array("[\"greedy\"]".utf8))
    }
    var scenario = try TopologyFile.read(Self.text)
    scenario.ues[0].profile.policy = .trained("../secret")
    #expect(scenario.fault?.contains("its policy is the trained one \"../secret\"") == true)
  }

  @Test("a policy that the models folder lacks is told once for each place that names it; --policy replaces them all")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "policies-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try copyShippedModel("retrieval-shapes", as: "retrieval-shapes", into: folder)
    try Data().write(to: URL(filePath: "\(folder)/ather.policy.safetensors"))
    func faults(_ policy: PolicyChoice? = nil, requiresPolicies: Bool = true) -> [String] {
      do {
        _ = try TopologyFile.read(
          Self.text,
          overrides: TopologyOverrides(policy: policy, modelFolders: [folder], requiresPolicies: requiresPolicies))
        return []
      } catch {
        return error.faults.map { $0.sentence.replacing(folder, with: "MODELS") }
      }
    }
    #expect(
      faults() == [
        "template.policy: found \"my.policy-2\", expected one of the policies in MODELS: `ather`; train one with `helio "
          + "train policy TOPOLOGY --output MODELS/my.policy-2.policy.safetensors`",
        "ues[2].policy: found \"other\", expected one of the policies in MODELS: `ather`; did you mean `ather`?",
      ])
    #expect(faults(.random).isEmpty)
    #expect(faults(.trained("ather")).isEmpty)
    #expect(faults(.trained("none")).first?.hasPrefix("--policy: found \"none\"") == true)
    try FileManager.default.removeItem(atPath: "\(folder)/ather.policy.safetensors")
    #expect(faults().first?.contains("expected a policy, but MODELS holds none") == true)
    #expect(faults(requiresPolicies: false).isEmpty)
  }
}
