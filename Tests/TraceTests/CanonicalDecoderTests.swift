import Protocol
import Randomness
import Tasks
import Testing

@testable import Trace

@Suite("Reading canonical bytes back")
struct CanonicalDecoderTests {
  @Test("A slot with anything in it is read back as it was written")
  func roundTrip() throws {
    var slots = RandomSlots(seed: 1)
    for _ in 0..<200 {
      let slot = try slots.slot()
      #expect(try SlotRecord(canonicalBytes: slot.canonicalBytes()) == slot)
    }
  }

  @Test("A slot that is cut short at any byte is refused")
  func cutShort() throws {
    var slots = RandomSlots(seed: 2)
    let bytes = try (0..<4).map { _ in try slots.slot().canonicalBytes() }.max { $0.count < $1.count } ?? []
    #expect(bytes.count > 200)
    for length in bytes.indices {
      #expect(throws: CanonicalDecodingError.self) { try SlotRecord(canonicalBytes: Array(bytes[..<length])) }
    }
  }

  @Test("A slot with changed bytes is refused or is another slot, with exactly the changed bytes")
  func mutation() throws {
    var slots = RandomSlots(seed: 3)
    for _ in 0..<1000 {
      let slot = try slots.slot()
      var bytes = slot.canonicalBytes()
      for _ in 0...slots.stream.integer(below: 3) {
        bytes[slots.stream.integer(below: bytes.count)] ^= UInt8(1 + slots.stream.integer(below: 255))
      }
      guard bytes != slot.canonicalBytes() else { continue }
      do {
        let other = try SlotRecord(canonicalBytes: bytes)
        #expect(other.canonicalBytes() == bytes)
        #expect(other.canonicalBytes() != slot.canonicalBytes())
      } catch {
        // A typed error is the other allowed end.
      }
    }
  }

  @Test("Counts that no task has are refused before anybody adds them up")
  func counts() throws {
    func words(_ change: (inout UESlotRecord) -> Void) throws -> String {
      var slots = RandomSlots(seed: 4)
      var ue = slots.ue(named: try UEName("ue-1"))
      while ue.report == nil || ue.outcome == nil { ue = slots.ue(named: ue.name) }
      change(&ue)
      return self.words(of: SlotRecord(slot: 0, events: [], ues: [ue], sumReward: 0).canonicalBytes())
    }
    func words(matches: Int, totals: Int, length: Int) throws -> String {
      try words {
        $0.outcome?.score = .translation(
          BLEUStatistics(
            matches: [matches, 0, 0, 0], totals: [totals, 0, 0, 0], hypothesisLength: length, referenceLength: 1))
      }
    }
    #expect(try words(matches: 1, totals: 1 << 24, length: 1 << 24).hasPrefix("SlotRecord("))
    for (matches, totals, length) in [(0, .max, 1), (-1, 1, 1), (0, 1, Int.max), (0, 1, -1)] {
      #expect(try words(matches: matches, totals: totals, length: length).hasPrefix("BLEU statistics at byte "))
    }
    #expect(
      try words(matches: 2, totals: 1, length: 1).hasSuffix("expected at most as many matches as there are n-grams"))
    #expect(try words { $0.report?.queued = .min }.hasPrefix("queued at byte "))
    #expect(try words { $0.report?.generated = 1 << 25 }.hasSuffix("expected 0 to 16777216"))
  }

  @Test("The error names the field, the byte, what is there and what belongs there")
  func words() throws {
    let bytes = SlotRecord(slot: 5, events: [], ues: [], sumReward: 0).canonicalBytes()
    // slot, number of events, number of UEs, five phases, sum of rewards
    #expect(bytes.count == 8 * 9)
    #expect(
      words(of: Array(bytes.dropLast()))
        == "sum of rewards at byte 64 needs 8 bytes, 7 are left: the record is cut short")
    #expect(words(of: bytes + [0]) == "the record ends at byte 72, 1 bytes follow it")
    var phase = bytes
    phase[24] = 7
    #expect(words(of: phase) == "phase at byte 24 is 7, expected 0")
    var many = bytes
    many[15] = 1
    #expect(
      words(of: many)
        == "number of events at byte 8 needs 1729382256910270464 bytes, 56 are left: the record is cut short")
    many[15] = 0xff
    #expect(words(of: many) == "number of events at byte 8 is -72057594037927936, expected 0 or more")
  }

  private func words(of bytes: [UInt8]) -> String {
    do {
      return "\(try SlotRecord(canonicalBytes: bytes))"
    } catch {
      return "\(error)"
    }
  }

  @Test("A chain that goes on after a recorded value ends like one that never stopped")
  func resumedChain() {
    let slots = (0..<4).map { SlotRecord(slot: $0, events: [], ues: [], sumReward: Double($0)) }
    var whole = RunDigest(scenario: [1], seed: 2, models: [])
    for slot in slots[..<2] { whole.chain(slot) }
    var resumed = RunDigest(resumingAfter: whole.value)
    for slot in slots[2...] {
      whole.chain(slot)
      resumed.chain(canonicalBytes: slot.canonicalBytes())
    }
    #expect(whole == resumed)
  }
}
