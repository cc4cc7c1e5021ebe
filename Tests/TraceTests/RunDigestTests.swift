import Protocol
import Testing

@testable import Trace

@Suite("The digest of a run")
struct RunDigestTests {
  @Test("Values are encoded little-endian, floats as bit patterns, strings with their length")
  func encoding() {
    var encoder = CanonicalEncoder()
    encoder.append(1)
    encoder.append(1.0)
    encoder.append("é")
    encoder.append(true)
    #expect(
      encoder.bytes == [1, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0, 0, 0, 0xf0, 0x3f] + [2, 0, 0, 0, 0, 0, 0, 0, 0xc3, 0xa9]
        + [1])
  }

  @Test("The order in which UEs are listed does not matter, what they did does")
  func order() throws {
    let first = UESlotRecord(name: try UEName("a"))
    var second = UESlotRecord(name: try UEName("b"))
    second.grant = Grant(decision: .idle, offloaders: 0)
    let record = SlotRecord(slot: 3, events: [], ues: [first, second], sumReward: 1)
    let swapped = SlotRecord(slot: 3, events: [], ues: [second, first], sumReward: 1)
    #expect(record.canonicalBytes() == swapped.canonicalBytes())
    second.grant = Grant(decision: .local, offloaders: 0)
    let other = SlotRecord(slot: 3, events: [], ues: [first, second], sumReward: 1)
    #expect(record.canonicalBytes() != other.canonicalBytes())
  }

  @Test("SHA-256 of abc is the published value")
  func publishedValue() {
    // FIPS 180-4, example.
    #expect(
      SHA256Digest.hexadecimal(SHA256Digest.of(Array("abc".utf8)))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("Chaining depends on the order of the slots, the seed and the models")
  func chaining() {
    let slots = (0..<2).map { SlotRecord(slot: $0, events: [], ues: [], sumReward: Double($0)) }
    func digest(seed: UInt64, models: [String], _ slots: [SlotRecord]) -> String {
      var digest = RunDigest(scenario: [1, 2, 3], seed: seed, models: models)
      for slot in slots { digest.chain(slot) }
      return digest.text
    }
    let base = digest(seed: 1, models: ["m"], slots)
    #expect(base == digest(seed: 1, models: ["m"], slots))
    #expect(base != digest(seed: 2, models: ["m"], slots))
    #expect(base != digest(seed: 1, models: ["n"], slots))
    #expect(base != digest(seed: 1, models: ["m"], slots.reversed()))
  }
}
