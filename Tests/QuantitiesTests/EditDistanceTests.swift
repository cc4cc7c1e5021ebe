import Quantities
import Testing

@Suite("How far a slip of typing is away")
struct EditDistanceTests {
  @Test(
    "an insertion, a deletion, a replacement and a swap of neighbours count one each",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "abc", 0), ("rayleigh", "rayliegh", 1), ("ab", "ba", 1),
      ("kitten", "sitting", 3), ("shapes", "shape", 1), ("größe", "grösse", 2), ("ca", "abc", 3),
    ])
  func distance(from: String, to: String, expected: Int) {
    #expect(from.editDistance(to: to) == expected)
    #expect(to.editDistance(to: from) == expected)
  }
}
