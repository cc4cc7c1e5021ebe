import FoundationEssentials
import Semantics
import Tasks
import Testing

@Suite("The vocabulary of byte pairs")
struct TranslationVocabularyTests {
  private func repeated(_ words: [(String, Int)]) -> [String] {
    words.flatMap { [String](repeating: $0.0, count: $0.1) }
  }

  @Test("The most frequent pair is merged first, of equals the one of older symbols")
  func merges() {
    // Sennrich et al. (2016), Algorithm 1 has these words; here the marker stands in front instead of behind.
    // Characters by frequency: e 17, w 16, ▁ 16, s 9, t 9, l 7, o 7, n 6, d 3, i 3, r 2.
    let vocabulary = Vocabulary(
      learningFrom: repeated([("low", 5), ("lower", 2), ("newest", 6), ("widest", 3)]), merges: 5)
    #expect(vocabulary.characters == ["e", "w", "▁", "s", "t", "l", "o", "n", "d", "i", "r"])
    // es 9, st 9; es+t 9; ▁l 7, lo 7, ow 7; then ow 7 is older than ▁l+o 7.
    #expect(vocabulary.merges == ["e s", "es t", "▁ l", "o w", "▁l ow"])
    #expect(vocabulary.count == 4 + 11 + 5)
  }

  @Test(
    "Encoding and decoding give the sentence back",
    arguments: [
      "A man in a blue T-Shirt (with stripes) isn't here.", "Zwei Männer überqueren die Straße, \"schnell\"!",
      "lowest", "3,000 dogs... and 1 cat?", "- - dashes -", "wages no man",
    ])
  func roundTrip(_ sentence: String) {
    let learned = [
      "A man in a blue T-Shirt (with stripes) isn't here.", "Zwei Männer überqueren die Straße, \"schnell\"!",
      "The lowest wages: 3,000 dogs... and 1 cat? - no!",
    ]
    for merges in [0, 20, 1000] {
      let vocabulary = Vocabulary(learningFrom: learned + learned, merges: merges)
      #expect(vocabulary.sentence(of: vocabulary.tokens(of: sentence)) == sentence)
    }
  }

  @Test("With enough merges a word is one token, and a word that training did not have is several")
  func words() {
    let vocabulary = Vocabulary(learningFrom: repeated([("The dog runs.", 9), ("The dot.", 9)]), merges: 1000)
    #expect(vocabulary.tokens(of: "The dog runs.").count == 4)
    #expect(vocabulary.tokens(of: "The rundog.").count > 3)
    #expect(vocabulary.sentence(of: vocabulary.tokens(of: "The rundog.")) == "The rundog.")
  }

  @Test("A character that training did not have becomes the unknown token")
  func unknown() {
    let vocabulary = Vocabulary(learningFrom: repeated([("The dog", 3)]), merges: 10)
    #expect(vocabulary.tokens(of: "dög").contains(2))
    #expect(vocabulary.sentence(of: vocabulary.tokens(of: "dög")) == "d\u{FFFD}g")
  }

  @Test("White space, control characters and the marker part words, and composed accents are those that training had")
  func separators() {
    let vocabulary = Vocabulary(learningFrom: repeated([("Männer gehen", 3)]), merges: 100)
    let tokens = vocabulary.tokens(of: "Männer gehen")
    #expect(tokens.count == 2)
    #expect(vocabulary.tokens(of: " Männer\t\u{0}gehen\r\n") == tokens)
    #expect(vocabulary.tokens(of: "Männer\u{2581}gehen") == tokens)
    #expect(vocabulary.tokens(of: "Ma\u{308}nner gehen") == tokens)
    #expect(vocabulary.tokens(of: "\u{7}\n ").isEmpty)
  }

  @Test("Of canonically equivalent spellings the vocabulary has the bytes of the first, whatever the order of hashes")
  func equivalentSpellings() {
    // Letters with an acute accent in one scalar and in two: "\u{E1}" and "a\u{301}" are one text.
    let bases = "aeiouyncszglrkwmp".map { String($0) }
    let scalars: [UInt16] = [
      0xE1, 0xE9, 0xED, 0xF3, 0xFA, 0xFD, 0x144, 0x107, 0x15B, 0x17A, 0x1F5, 0x13A, 0x155, 0x1E31, 0x1E83, 0x1E3F,
      0x1E55,
    ]
    let (composed, decomposed) = (scalars.map { String(decoding: [$0], as: UTF16.self) }, bases.map { "\($0)\u{301}" })
    #expect(composed == decomposed)
    func bytes(_ texts: [String]) -> Set<[UInt8]> { Set(texts.map { Array($0.utf8) }) }
    for (first, second) in [(composed, decomposed), (decomposed, composed)] {
      let sentences = [
        first.map { "\($0)x" }, second.map { "j\($0)" }, second.map { "\($0)x" }, first.map { "j\($0)" },
      ]
      .map { $0.joined(separator: " ") }
      let vocabulary = Vocabulary(learningFrom: sentences, merges: 0)
      #expect(bytes(vocabulary.characters) == bytes(first + ["\u{2581}", "x", "j"]))
    }
  }

  @Test("A vocabulary is the same after JSON, and learning it again makes the same")
  func stored() throws {
    let text = try (0..<40).map { try ToyText().pair($0, of: .train).target }
    let vocabulary = Vocabulary(learningFrom: text, merges: 50)
    let read = try JSONDecoder().decode(Vocabulary.self, from: JSONEncoder().encode(vocabulary))
    #expect(read == vocabulary)
    #expect(read.tokens(of: text[0]) == vocabulary.tokens(of: text[0]))
    #expect(Vocabulary(learningFrom: text, merges: 50) == vocabulary)
  }
}
