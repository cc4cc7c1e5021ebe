import EdgeServer
import EmulatorTestKit
import Offloading
import Protocol
import Roles
import Scenario
import Tasks
import Testing
import Trace

@testable import UserEquipment

@Suite("Outcomes and encodings that contradict what went before")
struct ContradictionTests {
  /// A run of one slot whose messages of a kind to one place are held.
  private func held(
    _ scenario: Scenario, _ isHeld: @escaping (Letter) -> Bool, count: Int
  ) throws -> HandDrivenEmulation {
    var emulation = try HandDrivenEmulation(scenario)
    emulation.transport.fate = { isHeld($0) ? .hold : .deliver }
    #expect(emulation.run { $0.transport.held.count == count })
    return emulation
  }

  @Test(
    "An outcome with another answer than the server decoded is refused, of every kind of task; the honest one counts")
  func otherAnswer() throws {
    let scenario = Scenario.mixedFixture(policies: [.remote, .remote, .remote, .remote], slots: 1)
    let expected = try undisturbed(scenario).summary
    var emulation = try held(
      scenario,
      { letter in
        if case .outcome = letter.envelope.message { letter.destination == .server } else { false }
      }, count: 4)
    for held in emulation.transport.held {
      guard case .outcome(var outcome) = held.envelope.message else { continue }
      switch outcome.answer {
      case .translated(let sentences): outcome.answer = .translated(sentences: sentences.map { "\($0)!" })
      case .retrieved(let item, let label): outcome.answer = .retrieved(item: item + 1, label: label)
      case .answered(let index, let text): outcome.answer = .answered(index: index, text: text + "!")
      case .undecodable: Issue.record("undecodable symbols")
      }
      var forged = held
      forged.envelope.message = .outcome(outcome)
      forged.envelope.header.sequence += 1
      let refused = emulation.server.role.counters.refused
      emulation.deliver(forged)
      #expect(emulation.server.role.counters.refused == refused + 1)
    }
    #expect(
      emulation.serverLog.contains { $0.contains("with another answer to task 1 than the server decoded") },
      "\(emulation.serverLog)")
    #expect(emulation.committed.isEmpty)
    emulation.transport.fate = { _ in .deliver }
    emulation.transport.release()
    #expect(emulation.finish() == .completed)
    #expect(emulation.summary?.digest == expected.digest)
  }

  @Test("An outcome that is undecodable with an answer, or has none without being so, is refused")
  func undecodable() throws {
    var emulation = try held(
      .fixture(policies: [.local], slots: 1),
      { letter in
        if case .outcome = letter.envelope.message { letter.destination == .server } else { false }
      }, count: 1)
    var forged = emulation.transport.held[0]
    guard case .outcome(let honest) = forged.envelope.message else {
      Issue.record("not an outcome")
      return
    }
    for change in [
      { (outcome: inout Outcome) in outcome.result = .undecodable }, { $0.answer = .undecodable },
      { (outcome: inout Outcome) in
        outcome.answer = .undecodable
        outcome.result = .undecodable
      },
    ] {
      var outcome = honest
      change(&outcome)
      forged.envelope.message = .outcome(outcome)
      forged.envelope.header.sequence += 1
      let refused = emulation.server.role.counters.refused
      emulation.deliver(forged)
      #expect(emulation.server.role.counters.refused == refused + 1, "\(outcome.result.words)")
    }
    #expect(emulation.committed.isEmpty)
  }

  @Test("A UE that is answered otherwise the second time concludes of the second answer")
  func answeredAgain() throws {
    var emulation = try held(
      .fixture(policies: [.remote], slots: 1),
      { letter in
        if case .answer = letter.envelope.message, case .ue = letter.destination { true } else { false }
      }, count: 1)
    let letter = emulation.transport.held[0]
    guard case .answer(let honest) = letter.envelope.message else {
      Issue.record("not an answer")
      return
    }
    emulation.transport.fate = { letter in
      if case .outcome = letter.envelope.message { letter.destination == .server ? .hold : .deliver } else { .deliver }
    }
    for label in [honest.answer, .retrieved(item: 99, label: 9)] {
      var forged = letter
      var answer = honest
      answer.answer = label
      forged.envelope.message = .answer(answer)
      forged.envelope.header.sequence = letter.envelope.header.sequence + (label == honest.answer ? 0 : 1)
      emulation.deliver(forged)
      emulation.settle()
    }
    let told = emulation.transport.held.compactMap { letter -> TaskAnswer? in
      if case .outcome(let outcome) = letter.envelope.message { outcome.answer } else { nil }
    }
    #expect(told == [honest.answer, .retrieved(item: 99, label: 9)])
  }

  @Test("An encoding is of the granted numbers only when words have k^T and patches k^I symbols")
  func swapped() throws {
    let counts = SymbolCounts(words: 2, patches: 3)
    func encoded(_ symbols: [Int]) throws -> EncodedTask {
      let blocks = symbols.map { SymbolBlock(tokens: 1, symbolsPerToken: $0) }
      let count = symbols.reduce(0, +)
      return EncodedTask(
        symbols: try TensorFrame(floats: [Float](repeating: 1, count: 2 * count), shape: [count, 2]),
        content: .tokens(blocks), reference: .label(0))
    }
    #expect(try encoded([2, 3]).isEncoded(with: counts, for: .visualQuestionAnswering))
    for other in [[3, 2], [2], [2, 2], [2, 3, 3]] {
      #expect(try !encoded(other).isEncoded(with: counts, for: .visualQuestionAnswering), "\(other)")
    }
    #expect(try encoded([2, 2]).isEncoded(with: counts, for: .translation))
    #expect(try !encoded([3, 3]).isEncoded(with: counts, for: .translation))
    #expect(try encoded([3]).isEncoded(with: counts, for: .retrieval))
    #expect(try !encoded([2]).isEncoded(with: counts, for: .retrieval))
  }
}
