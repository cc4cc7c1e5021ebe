import EmulatorTestKit
import Offloading
import Protocol
import Randomness
import Roles
import Scenario
import Testing
import Trace

@Suite("Messages that are lost, repeated or reordered")
struct RepetitionTests {
  private static let scenario: Scenario = {
    var scenario = Scenario.fixture(policies: [.local, .remote, .random], slots: 5)
    scenario.ues[1].profile.supply.initial = 4
    return scenario
  }()
  /// The undisturbed run.
  private static let expected = Result { try undisturbed(scenario).summary }

  static let kinds = [
    "channel hello", "channel welcome", "UE hello", "UE welcome", "ready", "heartbeat", "slot opening", "slot start",
    "slot report", "grant", "burst", "arrival", "answer", "outcome", "slot end",
  ]

  @Test(
    "A message that is lost once on every hop is asked for again; the digest is that of the undisturbed run",
    arguments: kinds)
  func lostOnce(kind: String) throws {
    let expected = try Self.expected.get()
    // The first, and one in the middle of the run.
    for number in [1, 6] {
      var seen: [String: Int] = [:]
      var emulation = try HandDrivenEmulation(Self.scenario) { letter in
        guard letter.envelope.message.kind == kind else { return .deliver }
        seen["\(letter.origin) \(letter.destination)", default: 0] += 1
        return seen["\(letter.origin) \(letter.destination)"] == number ? .drop : .deliver
      }
      #expect(emulation.finish() == .completed)
      #expect(emulation.summary?.digest == expected.digest, "\(kind) number \(number)")
      #expect(emulation.summary?.ues == expected.ues)
    }
  }

  @Test("Every message twice: the second ones are counted and change nothing")
  func duplicates() throws {
    let expected = try Self.expected.get()
    var emulation = try HandDrivenEmulation(Self.scenario) { _ in .duplicate }
    #expect(emulation.finish() == .completed)
    let summary = try #require(emulation.summary)
    #expect(summary.digest == expected.digest)
    #expect(summary.ues == expected.ues)
    // Ready of each of the three UEs, its report in each of five slots, and its 5, 4 and 5 outcomes at least.
    #expect(summary.messages.duplicates >= 3 + 15 + 14)
    #expect(summary.messages.gaps == 0)
  }

  @Test("Fifty orders in which the messages of different UEs arrive give one digest")
  func interleavings() throws {
    let expected = try Self.expected.get()
    for seed in 0..<50 as Range<UInt64> {
      var emulation = try HandDrivenEmulation(Self.scenario, order: .shuffled(seed: seed))
      #expect(emulation.finish() == .completed)
      #expect(emulation.summary?.digest == expected.digest, "seed \(seed)")
    }
  }

  @Test("A tenth of all messages lost, a tenth repeated, in any order: one digest")
  func everythingAtOnce() throws {
    let expected = try Self.expected.get()
    for seed in 0..<10 as Range<UInt64> {
      var draws = RandomStream(seed: seed, purpose: "fate", ue: "", slot: 0)
      var emulation = try HandDrivenEmulation(Self.scenario, order: .shuffled(seed: seed)) { _ in
        switch draws.uniform() {
        case ..<0.1: .drop
        case ..<0.2: .duplicate
        default: .deliver
        }
      }
      #expect(emulation.finish() == .completed)
      #expect(emulation.summary?.digest == expected.digest, "seed \(seed)")
    }
  }
}
