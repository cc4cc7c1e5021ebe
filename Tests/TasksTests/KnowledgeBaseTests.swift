import FoundationEssentials
import Quantities
import Tasks
import Testing

@Suite struct KnowledgeBaseTests {
  private let digest = String(repeating: "0a", count: 32)

  private func small(_ table: [[Double]]) throws -> KnowledgeBase {
    try KnowledgeBase(
      task: .retrieval, origin: .measured(dataSet: "shapes", modelDigest: digest, samplesPerPoint: 500),
      localAccuracy: 0.8, symbolsPerToken: [8, 16], snrs: [0, 3, 6].map { Decibels($0) }, accuracies: table)
  }

  @Test("pooling adjacent violators at hand-computed points")
  func isotonic() {
    #expect(isotonicRegression([]) == [])
    #expect(isotonicRegression([1, 2, 3]) == [1, 2, 3])
    #expect(isotonicRegression([3, 2, 1]) == [2, 2, 2])
    // 3 and 2 pool to 2.5, then 4, and 6 with 5 pools to 5.5.
    #expect(isotonicRegression([1, 3, 2, 4, 6, 5]) == [1, 2.5, 2.5, 4, 5.5, 5.5])
    // 4, then 5 with 0 pools to 2.5, which is below 4: all three pool to 3.
    #expect(isotonicRegression([4, 5, 0]) == [3, 3, 3])
  }

  @Test("the monotone cubic at hand-computed points")
  func monotoneCubic() {
    // Secants 1 and 3 of unit width: inner slope 2/(1/1 + 1/3) = 1.5; ends (3·1 − 3)/2 = 0 and (3·3 − 1)/2 = 4.
    let curve = MonotoneCubic(abscissae: [0, 1, 2], ordinates: [0, 1, 4])
    #expect(curve(0.5) == 0.5 * 1 - 0.125 * 1.5)
    #expect(curve(1) == 1)
    // (1 + 4)/2 + (1.5 − 4)/8.
    #expect(curve(1.5) == 2.5 + 0.125 * (1.5 - 4))
    #expect(curve(-7) == 0)
    #expect(curve(7) == 4)
    #expect(curve(.nan) == 0)
    // Unequal widths 1 and 2 with secants 1 and 1: a straight line stays one.
    let line = MonotoneCubic(abscissae: [0, 1, 3], ordinates: [0, 1, 3])
    #expect(line(0.25) == 0.25)
    #expect(abs(line(2.5) - 2.5) < 1e-15)
    #expect(MonotoneCubic(abscissae: [2], ordinates: [5])(9) == 5)
  }

  @Test("the curve through a step stays within it: no overshoot")
  func noOvershoot() {
    let curve = MonotoneCubic(abscissae: [0, 1, 2, 3, 4], ordinates: [0.1, 0.1, 0.9, 0.9, 0.95])
    var last = 0.0
    for step in 0...400 {
      let value = curve(Double(step) / 100)
      #expect(value >= last - 1e-15)
      #expect(value <= 0.95 + 1e-15)
      last = value
    }
  }

  @Test("on the grid a monotone table is read exactly; between rows k is linear; outside, the ends hold")
  func reading() throws {
    let base = try small([[0.1, 0.3, 0.5], [0.2, 0.6, 0.7]])
    #expect(base.accuracy(k: 8, snr: Decibels(3)) == 0.3)
    #expect(base.accuracy(k: 16, snr: Decibels(6)) == 0.7)
    #expect(abs(base.accuracy(k: 10, snr: Decibels(3)) - (0.75 * 0.3 + 0.25 * 0.6)) < 1e-15)
    #expect(base.accuracy(k: 4, snr: Decibels(-90)) == 0.1)
    #expect(base.accuracy(k: 40, snr: Decibels(90)) == 0.7)
    #expect(base.accuracy(k: 8, snr: Decibels(linear: 0)) == 0.1)
    #expect(base.relativeAccuracy(k: 8, snr: Decibels(6)) == 0.5 / 0.8)
  }

  @Test("a scattered table becomes monotone in the SNR and in k, and keeps its raw values")
  func smoothing() throws {
    let table = [[0.3, 0.2, 0.5], [0.1, 0.4, 0.4]]
    let base = try small(table)
    #expect(base.accuracies == table)
    // Rows: (0.25, 0.25, 0.5) and (0.1, 0.4, 0.4); columns: (0.175, 0.175), (0.25, 0.4), (0.45, 0.45).
    let expected = [[0.175, 0.25, 0.45], [0.175, 0.4, 0.45]]
    for (row, k) in [8, 16].enumerated() {
      for (column, snr) in [0.0, 3, 6].enumerated() {
        #expect(abs(base.accuracy(k: k, snr: Decibels(snr)) - expected[row][column]) < 1e-15)
      }
    }
  }

  @Test("a knowledge base, written and read, is the same, and is written with the same bytes")
  func roundTrip() throws {
    let base = try small([[0.1, 0.3, 0.5], [0.2, 0.6, 0.7]])
    let read = try KnowledgeBase(json: base.json())
    #expect(read == base)
    #expect(read.json() == base.json())
    let synthetic = KnowledgeBase.synthetic(.visualQuestionAnswering)
    #expect(try KnowledgeBase(json: synthetic.json()) == synthetic)
  }

  @Test("the synthetic table is labelled and is the sigmoid on its grid")
  func synthetic() {
    let base = KnowledgeBase.synthetic(.translation)
    #expect(base.isSynthetic)
    #expect(base.symbolsPerToken == [8, 12, 16, 20])
    #expect(base.snrs.first == Decibels(-12))
    #expect(base.snrs.last == Decibels(24))
    #expect(base.snrs.count == 13)
    // k = 20, γ = γ₀ = −3 dB: half of 0.975. k = 8, γ = 24 dB: 0.91/(1 + e⁻⁹) = 0.90989.
    #expect(base.accuracy(k: 20, snr: Decibels(-3)) == 0.4875)
    #expect(abs(base.accuracy(k: 8, snr: Decibels(24)) - 0.909_887_7) < 1e-6)
    #expect(KnowledgeBase.synthetic(.retrieval).symbolsPerToken == [8, 16, 24, 32])
  }

  @Test("another model is refused with both digests; a synthetic table fits every model")
  func otherModel() throws {
    let base = try small([[0.1, 0.3, 0.5], [0.2, 0.6, 0.7]])
    try base.requireModel(digest)
    try KnowledgeBase.synthetic(.retrieval).requireModel("ff")
    let error = #expect(throws: KnowledgeBaseError.self) { try base.requireModel(String(repeating: "f", count: 64)) }
    #expect(
      error?.description
        == "the knowledge base was measured with the model 0a0a0a0a0a0a…, but the model in use is ffffffffffff…. "
        + "Measure it again, or load the model that it belongs to.")
  }

  @Test(
    "a faulty file is refused in these words",
    arguments: [
      ("\"version\" : 1", "\"version\" : 2", "the knowledge base's version: expected 1, found 2."),
      (
        "heliograph-knowledge-base", "weights",
        "the knowledge base's format: expected \"heliograph-knowledge-base\", found \"weights\"."
      ),
      ("\"localAccuracy\" : 0.8,", "", "the knowledge base lacks the key localAccuracy."),
      (
        "\"channel\"", "\"chanel\" : 1, \"channel\"",
        "the knowledge base has a key chanel, which its format does not know."
      ),
      (
        "\"localAccuracy\" : 0.8", "\"localAccuracy\" : 1.5",
        "the knowledge base's localAccuracy: expected a number above 0, at most 1, found 1.5."
      ),
      (
        "\"localAccuracy\" : 0.8", "\"localAccuracy\" : \"high\"",
        "the knowledge base's localAccuracy: expected a value of type Double, found another type."
      ),
      (
        "\"retrieval\"", "\"poetry\"",
        "the knowledge base's task: expected one of \"translation\", \"retrieval\", \"vqa\", found \"poetry\"."
      ),
      (
        "0.3", "1.3",
        "the knowledge base's accuracies[0][1]: expected a number from 0 to 1, found 1.3."
      ),
      (
        "0.3,", "",
        "the knowledge base's accuracies[0]: expected 3 columns, one for each of snr_dB, found 2."
      ),
      (
        "16\n", "8\n",
        "the knowledge base's symbolsPerToken: expected strictly increasing integers from 1, found [8, 8]."
      ),
      (
        "\"samplesPerPoint\" : 500,", "",
        "the knowledge base lacks the key samplesPerPoint."
      ),
      (
        "0a0a", "zz",
        "the knowledge base's modelDigest: expected 64 lower-case hexadecimal digits, found \""
          + String(repeating: "zz", count: 16) + "\"."
      ),
    ])
  func faultyFile(old: String, new: String, expected: String) throws {
    let text = try String(decoding: small([[0.1, 0.3, 0.5], [0.2, 0.6, 0.7]]).json(), as: UTF8.self)
    #expect(text.contains(old))
    let error = #expect(throws: KnowledgeBaseError.self) {
      try KnowledgeBase(json: Data(text.replacing(old, with: new).utf8))
    }
    #expect(error?.description == "\(expected) Measure it again with helio evaluate codec.")
  }

  @Test("bytes that are no JSON are refused")
  func notJSON() {
    for text in ["", "[]", "{", "null", "\u{0}"] {
      #expect(throws: KnowledgeBaseError.self) { try KnowledgeBase(json: Data(text.utf8)) }
    }
  }
}
