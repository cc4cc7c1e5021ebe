import Randomness
import Testing

@Suite("Named random streams")
struct RandomStreamTests {
  @Test("the words of a stream are the Philox blocks of (index, slot, name hash) under the seed")
  func layout() {
    // FNV-1a of the bytes 61 FF 62, computed by hand from the published offset basis and prime.
    let hash: UInt64 = [0x61, 0xFF, 0x62].reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01B3 }
    var stream = RandomStream(seed: 0x0123_4567_89AB_CDEF, purpose: "a", ue: "b", slot: 9)
    for index: UInt32 in 0..<3 {
      let block = Philox4x32.block(
        counter: SIMD4(index, 9, UInt32(truncatingIfNeeded: hash), UInt32(hash >> 32)),
        key: SIMD2(0x89AB_CDEF, 0x0123_4567))
      for word in 0..<4 { #expect(stream.nextBits() == block[word]) }
    }
  }

  @Test("the same name gives the same numbers, and any part of it that differs gives others")
  func names() {
    func first(_ seed: UInt64, _ purpose: String, _ ue: String, _ slot: Int) -> UInt64 {
      var stream = RandomStream(seed: seed, purpose: purpose, ue: ue, slot: slot)
      return stream.next()
    }
    let draws = [
      first(7, "noise", "ue-1", 3), first(8, "noise", "ue-1", 3), first(7, "fading", "ue-1", 3),
      first(7, "noise", "ue-2", 3), first(7, "noise", "ue-1", 4), first(7, "noiseu", "e-1", 3),
      first(7 + 1 << 32, "noise", "ue-1", 3), first(7, "noise", "", 3), first(7, "", "noise", 3),
    ]
    #expect(draws[0] == first(7, "noise", "ue-1", 3))
    #expect(Set(draws).count == draws.count)
  }

  @Test("seeking to a block continues as if all before it had been drawn, a kept normal number forgotten")
  func seek() {
    var reference = RandomStream(seed: 1, purpose: "seek")
    let words = (0..<64).map { _ in reference.nextBits() }
    var stream = RandomStream(seed: 1, purpose: "seek")
    _ = stream.normal()
    stream.seek(to: 5)
    #expect((20..<64).map { _ in stream.nextBits() } == Array(words[20...]))
    stream.seek(to: 5)
    let normal = stream.normal()
    stream.seek(to: 5)
    #expect(stream.normal() == normal)
    stream.seek(to: .max)
    _ = stream.next()
    _ = stream.next()
  }

  @Test("64 bits are the next two words, the earlier one above, wherever in a block they begin")
  func pairs() {
    for skipped in 0..<4 {
      var words = RandomStream(seed: 1, purpose: "pairs")
      var pairs = words
      for _ in 0..<skipped { #expect(words.nextBits() == pairs.nextBits()) }
      for _ in 0..<5 {
        let high = UInt64(words.nextBits())
        #expect(pairs.next() == high << 32 | UInt64(words.nextBits()))
      }
    }
  }

  @Test("a stream serves the standard library's own shuffles")
  func generator() {
    var stream = RandomStream(seed: 4, purpose: "library")
    #expect((0..<100).shuffled(using: &stream).sorted() == Array(0..<100))
  }
}
