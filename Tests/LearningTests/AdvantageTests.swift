import Learning
import Testing

@Suite("Generalised advantage estimation")
struct AdvantageTests {
  private func close(_ found: [Float], _ expected: [Float]) -> Bool {
    found.count == expected.count && zip(found, expected).allSatisfy { abs($0 - $1) < 1e-5 }
  }

  @Test("Three steps by hand: γ = 0.5, λ = 0.5")
  func byHand() {
    // δ₂ = 3 − 1 = 2; δ₁ = 2 + 0.5·1 − 2 = 0.5; δ₀ = 1 + 0.5·2 − 4 = −2.
    // A₂ = 2, A₁ = 0.5 + 0.25·2 = 1, A₀ = −2 + 0.25·1 = −1.75.
    let advantages = generalisedAdvantages(
      rewards: [1, 2, 3], values: [4, 2, 1], isPlayed: [true, true, true], environments: 1, discount: 0.5,
      advantageDiscount: 0.5)
    #expect(close(advantages, [-1.75, 1, 2]))
  }

  @Test("With λ = 1 it is the discounted reward less the value; with γ = 0 the reward less the value")
  func extremes() {
    let (rewards, values): ([Float], [Float]) = ([1, -2, 4, 0.5], [0.3, 0.2, -1, 2])
    let played = [true, true, true, true]
    let whole = generalisedAdvantages(
      rewards: rewards, values: values, isPlayed: played, environments: 1, discount: 0.9, advantageDiscount: 1)
    var returns: [Float] = []
    for first in 0..<4 {
      var (sum, weight): (Float, Float) = (0, 1)
      for step in first..<4 {
        sum += weight * rewards[step]
        weight *= 0.9
      }
      returns.append(sum - values[first])
    }
    #expect(close(whole, returns))
    let none = generalisedAdvantages(
      rewards: rewards, values: values, isPlayed: played, environments: 1, discount: 0, advantageDiscount: 0.98)
    #expect(close(none, zip(rewards, values).map { $0 - $1 }))
  }

  @Test("Environments side by side do not mix, and nothing comes from after an episode's end")
  func environments() {
    // Environment 0 plays two steps, environment 1 one: what stands in its second row is left over.
    let advantages = generalisedAdvantages(
      rewards: [1, 10, 2, 99], values: [0, 0, 0, 99], isPlayed: [true, true, true, false], environments: 2,
      discount: 1, advantageDiscount: 1)
    #expect(close(advantages, [3, 10, 2, 0]))
  }
}
