import Quantities
import Testing

@Suite("Numbers with their nouns")
struct CountingTests {
  @Test("the noun is in the plural but for 1")
  func nouns() {
    #expect([0, 1, 2].map { counted($0, "slot") } == ["0 slots", "1 slot", "2 slots"])
    #expect(
      [1, 3].map { counted($0, "number of symbols", plural: "numbers of symbols") }
        == ["1 number of symbols", "3 numbers of symbols"])
  }
}
