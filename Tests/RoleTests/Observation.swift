import EmulatorTestKit
import Protocol
import Roles
import Scenario
import Testing
import Trace

/// Messages as they were sent, for a test to look at while an emulation runs.
final class Observation {
  private(set) var letters: [Letter] = []

  /// Notes a letter down.
  func note(_ letter: Letter) { letters.append(letter) }

  /// How many messages of a kind were sent, of one slot and UE where given.
  func count(_ kind: String, slot: Int? = nil, ue: UEName? = nil) -> Int {
    letters.count { letter in
      let header = letter.envelope.header
      return letter.envelope.message.kind == kind && (slot ?? header.slot) == header.slot
        && (ue.map { header.sender == .ue($0) || header.recipient == .ue($0) } ?? true)
    }
  }
}

extension HandDrivenEmulation {
  /// An emulation whose messages are noted down.
  init(_ scenario: Scenario, observedBy observation: Observation) throws {
    try self.init(scenario) { letter in
      observation.note(letter)
      return .deliver
    }
  }
}

/// The committed slots of an emulation that runs undisturbed.
func undisturbed(_ scenario: Scenario) throws -> (slots: [SlotRecord], summary: RunSummary) {
  var emulation = try HandDrivenEmulation(scenario)
  #expect(emulation.finish() == .completed)
  return (emulation.committed, try #require(emulation.summary))
}

extension [SlotRecord] {
  /// The same slots with every departure for the same reason.
  var withOneReason: [SlotRecord] {
    map { record in
      var record = record
      record.events = record.events.map { event in
        if case .detached(let name, _) = event { .detached(name, .left) } else { event }
      }
      return record
    }
  }

  /// The digest that these slots chain to.
  var digest: String {
    var digest = RunDigest(scenario: [], seed: 0, models: [])
    for record in self { digest.chain(record) }
    return digest.text
  }
}
