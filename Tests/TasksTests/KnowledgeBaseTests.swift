import Figures
import Quantities
import Randomness
import Tasks
import Testing

@Suite struct KnowledgeBaseTests {
  private let digest = String(repeating: "0a", count: 32)

  private let both = KnowledgeBase.Axes.both(words: [4, 8], patches: [8, 16])

  /// f^B at one level: rows (4, 8), (4, 16), (8, 8), (8, 16).
  private func plane(_ corners: [Double], noise: [Double]? = nil) throws -> KnowledgeBase {
    try KnowledgeBase(
      task: .visualQuestionAnswering, origin: .measured(dataSet: "scenes", modelDigest: digest, samplesPerPoint: 9),
      localAccuracy: 0.9, axes: both, snrs: [Decibels(0)], accuracies: corners.map { [$0] }, noiseAccuracies: noise)
  }

  private func small(_ table: [[Double]]) throws -> KnowledgeBase {
    try KnowledgeBase(
      task: .retrieval, origin: .measured(dataSet: "shapes", modelDigest: digest, samplesPerPoint: 500),
      localAccuracy: 0.8, axes: .patches([8, 16]), snrs: [0, 3, 6].map { Decibels($0) }, accuracies: table)
  }

  @Test("on the grid a monotone table is read exactly; between rows k is linear; outside, the ends hold")
  func reading() throws {
    let base = try small([[0.1, 0.3, 0.5], [0.2, 0.6, 0.7]])
    #expect(base.accuracy(SymbolCounts(patches: 8), snr: Decibels(3)) == 0.3)
    #expect(base.accuracy(SymbolCounts(patches: 16), snr: Decibels(6)) == 0.7)
    #expect(abs(base.accuracy(SymbolCounts(patches: 10), snr: Decibels(3)) - (0.75 * 0.3 + 0.25 * 0.6)) < 1e-15)
    #expect(base.accuracy(SymbolCounts(patches: 4), snr: Decibels(-90)) == 0.1)
    #expect(base.accuracy(SymbolCounts(patches: 40), snr: Decibels(90)) == 0.7)
    #expect(base.accuracy(SymbolCounts(patches: 8), snr: Decibels(linear: 0)) == 0.1)
    #expect(base.relativeAccuracy(SymbolCounts(patches: 8), snr: Decibels(6)) == 0.5 / 0.8)
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
        #expect(abs(base.accuracy(SymbolCounts(patches: k), snr: Decibels(snr)) - expected[row][column]) < 1e-15)
      }
    }
  }

  @Test("between the corners of k^T and k^I the value is bilinear; outside them the nearest edge holds")
  func bilinear() throws {
    let base = try plane([0.1, 0.2, 0.4, 0.8])
    func value(_ words: Int, _ patches: Int) -> Double {
      base.accuracy(SymbolCounts(words: words, patches: patches), snr: Decibels(0))
    }
    #expect([value(4, 8), value(4, 16), value(8, 8), value(8, 16)] == [0.1, 0.2, 0.4, 0.8])
    // ½ of the way in words, ¼ in patches: ½·(¾·0.1 + ¼·0.2) + ½·(¾·0.4 + ¼·0.8).
    #expect(abs(value(6, 10) - 0.3125) < 1e-15)
    #expect(value(1, 99) == 0.2)
    #expect(abs(value(99, 12) - 0.6) < 1e-15)
  }

  @Test("smoothing along k^T keeps the order along γ, and smoothing along k^I the order along both")
  func smoothingInThree() throws {
    // Along words: (0.4, 0.2) → 0.3 at k^I = 8 and (0.3, 0.8) stays at 16; then along patches all is in order.
    let base = try plane([0.4, 0.3, 0.2, 0.8])
    let values = both.rows.map { base.accuracy($0, snr: Decibels(0)) }
    for (value, expected) in zip(values, [0.3, 0.3, 0.3, 0.8]) { #expect(abs(value - expected) < 1e-15) }
    // A table of a generator that scatters: in order along all three axes.
    var stream = RandomStream(seed: 3, purpose: "scattered table", ue: "", slot: 0)
    let snrs = [-3.0, 0, 3, 6].map { Decibels($0) }
    let scattered = try KnowledgeBase(
      task: .visualQuestionAnswering, origin: .synthetic, localAccuracy: 1,
      axes: .both(words: [1, 2, 3], patches: [1, 2, 3, 4]), snrs: snrs,
      accuracies: (0..<12).map { _ in snrs.map { _ in stream.uniform() } })
    func at(_ words: Int, _ patches: Int, _ snr: Int) -> Double {
      scattered.accuracy(SymbolCounts(words: words, patches: patches), snr: snrs[snr])
    }
    for words in 1...3 {
      for patches in 1...4 {
        for snr in snrs.indices {
          if words > 1 { #expect(at(words, patches, snr) >= at(words - 1, patches, snr) - 1e-12) }
          if patches > 1 { #expect(at(words, patches, snr) >= at(words, patches - 1, snr) - 1e-12) }
          if snr > 0 { #expect(at(words, patches, snr) >= at(words, patches, snr - 1) - 1e-12) }
        }
      }
    }
  }

  @Test("below the lowest level the accuracy goes in proportion to γ to what it is at γ = 0, where that is known")
  func noise() throws {
    let base = try KnowledgeBase(
      task: .retrieval, origin: .synthetic, localAccuracy: 1, axes: .patches([8]), snrs: [-10, 0].map { Decibels($0) },
      accuracies: [[0.5, 0.9]], noiseAccuracies: [0.1])
    func value(_ snr: Decibels) -> Double { base.accuracy(SymbolCounts(patches: 8), snr: snr) }
    #expect(value(Decibels(-10)) == 0.5)
    // A quarter of the lowest γ: 0.1 + 0.25·0.4.
    #expect(abs(value(Decibels(linear: 0.025)) - 0.2) < 1e-12)
    #expect(abs(value(Decibels(-60)) - 0.100_004) < 1e-12)
    #expect(value(Decibels(linear: 0)) == 0.1)
    #expect(value(Decibels(.nan)) == 0.1)
    // Out of order with the lowest level, γ = 0 is pooled with it: (0.5 + 0.7)/2.
    let pooled = try plane([0.5, 0.5, 0.5, 0.5], noise: [0.7, 0.7, 0.7, 0.7])
    let mean = pooled.accuracy(SymbolCounts(words: 4, patches: 8), snr: Decibels(0))
    #expect(abs(mean - 0.6) < 1e-15)
    #expect(pooled.accuracy(SymbolCounts(words: 4, patches: 8), snr: Decibels(-90)) == mean)
  }

  @Test("of the symbols those count that the table has an axis for")
  func otherSymbols() throws {
    let base = KnowledgeBase.synthetic(.translation)
    let here = base.accuracy(SymbolCounts(words: 12), snr: Decibels(5))
    #expect(base.accuracy(SymbolCounts(words: 12, patches: 32), snr: Decibels(5)) == here)
  }

  @Test("the synthetic table is labelled and is the sigmoid on its grid")
  func synthetic() {
    let base = KnowledgeBase.synthetic(.translation)
    #expect(base.isSynthetic)
    #expect(base.axes == .words([8, 12, 16, 20]))
    #expect(base.snrs.first == Decibels(-12))
    #expect(base.snrs.last == Decibels(24))
    #expect(base.snrs.count == 13)
    // k = 20, γ = γ₀ = −3 dB: half of 0.975. k = 8, γ = 24 dB: 0.91/(1 + e⁻⁹) = 0.90989.
    #expect(base.accuracy(SymbolCounts(words: 20), snr: Decibels(-3)) == 0.4875)
    #expect(abs(base.accuracy(SymbolCounts(words: 8), snr: Decibels(24)) - 0.909_887_7) < 1e-6)
    #expect(base.accuracy(SymbolCounts(words: 8), snr: Decibels(linear: 0)) == 0)
    #expect(KnowledgeBase.synthetic(.retrieval).axes == .patches([8, 16, 24, 32]))
    let questions = KnowledgeBase.synthetic(.visualQuestionAnswering)
    // k^T = 20 (half of 0.975 at −3 dB) and k^I = 24: 0.97/(1 + exp(0.45)) is the smaller.
    let expected = base.accuracy(SymbolCounts(words: 16), snr: Decibels(-3))
    #expect(abs(expected - 0.377_680) < 1e-6)
    #expect(questions.accuracy(SymbolCounts(words: 20, patches: 24), snr: Decibels(-3)) == expected)
    #expect(questions.accuracy(SymbolCounts(words: 16, patches: 32), snr: Decibels(-3)) == expected)
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
        + "Measure it again with helio evaluate knowledge, or load the model that it belongs to.")
  }

  @Test("a table of another kind of task is refused, and one whose γ is an average")
  func otherUse() throws {
    let base = try small([[0.1, 0.3, 0.5], [0.2, 0.6, 0.7]])
    try base.requireTask(.retrieval)
    try base.requireInstantaneousSNR()
    let task = #expect(throws: KnowledgeBaseError.self) { try base.requireTask(.translation) }
    #expect(
      task?.description
        == "the knowledge base is of retrieval tasks, expected translation. Take the one that was measured with the model "
        + "in use, or measure that with helio evaluate knowledge.")
    let faded = try KnowledgeBase(
      task: .retrieval, origin: .synthetic, channel: .rayleigh, localAccuracy: 1, axes: .patches([8]),
      snrs: [Decibels(0)], accuracies: [[0.5]])
    let channel = #expect(throws: KnowledgeBaseError.self) { try faded.requireInstantaneousSNR() }
    #expect(
      channel?.description
        == "the knowledge base was measured over rayleigh, where γ is an average: it is for figures. Measure the "
        + "model over awgn, whose γ is the instantaneous one, with helio evaluate knowledge.")
  }

  @Test("what was measured becomes a table in whatever order it comes; what lacks or comes twice is named")
  func measurement() throws {
    func point(_ words: Int, _ patches: Int, _ snr: Decibels, right: Int) -> KnowledgeBase.Point {
      let share = Double(right) / 100
      return KnowledgeBase.Point(
        symbols: SymbolCounts(words: words, patches: patches), snr: snr,
        score: KnowledgeBase.Score(
          value: share, standardError: (share * (1 - share) / 100).squareRoot(), samples: 100))
    }
    let noise = Decibels(linear: 0)
    let points = [
      point(4, 8, Decibels(3), right: 60), point(4, 8, Decibels(0), right: 50), point(4, 8, noise, right: 10),
      point(2, 8, noise, right: 11), point(2, 8, Decibels(0), right: 40), point(2, 8, Decibels(3), right: 45),
    ]
    func base(_ points: [KnowledgeBase.Point], _ task: TaskKind) throws -> KnowledgeBase {
      try KnowledgeBase(
        task: task, dataSet: "scenes", modelDigest: digest,
        local: KnowledgeBase.Score(value: 0.8, samples: 100), points: points)
    }
    let questions = try base(points, .visualQuestionAnswering)
    #expect(questions.origin == .measured(dataSet: "scenes", modelDigest: digest, samplesPerPoint: 100))
    #expect(questions.axes == .both(words: [2, 4], patches: [8]))
    #expect(questions.snrs == [Decibels(0), Decibels(3)])
    #expect(questions.accuracies == [[0.4, 0.45], [0.5, 0.6]])
    #expect(questions.noiseAccuracies == [0.11, 0.1])
    #expect(questions.standardErrors?[1][0] == 0.05)
    #expect(try base(points, .translation).axes == .words([2, 4]))
    let missing = #expect(throws: KnowledgeBaseError.self) {
      try base(Array(points.dropLast()), .visualQuestionAnswering)
    }
    #expect(
      missing
        == .value(
          key: "accuracies", expected: "a score at 2 symbols for words, 8 symbols for patches, 3 dB", found: "none"))
    // Of retrieval the words do not count: two scores at k^I = 8 and each level.
    let twice = #expect(throws: KnowledgeBaseError.self) { try base(points, .retrieval) }
    #expect(
      twice == .value(key: "accuracies", expected: "one score at 8 symbols for patches, -inf dB", found: "two"))
  }

  @Test("the figure has a panel for each k^T, a curve and the measured points for each k^I")
  func figure() throws {
    let base = try KnowledgeBase(
      task: .visualQuestionAnswering, origin: .measured(dataSet: "scenes", modelDigest: digest, samplesPerPoint: 9),
      localAccuracy: 0.5, axes: both, snrs: [Decibels(0), Decibels(3)],
      accuracies: [[0.1, 0.2], [0.2, 0.3], [0.3, 0.4], [0.4, 0.5]],
      standardErrors: Array(repeating: [0.01, 0.01], count: 4))
    let figure = try #require(base.figure(named: "questions", writtenBy: "a test"))
    let script = figure.script(writing: "questions.png")
    #expect(script.contains("set title \"vqa, scenes, awgn, k^T = 4\""))
    #expect(script.contains("set title \"vqa, scenes, awgn, k^T = 8\""))
    #expect(script.split(separator: "k^I = 16").count == 3)
    // 0.1/0.5 with bars of 1.96·0.01/0.5.
    #expect(script.contains("\n0.0 0.2 0.1608") && script.contains(" 0.2392"))
    #expect(KnowledgeBase.synthetic(.translation).figure(named: "t", writtenBy: "a test")?.name == "t")
  }

  @Test("tables that do not fit their axes are refused with their place")
  func shapes() throws {
    func fault(_ accuracies: [[Double]], noise: [Double]? = nil, task: TaskKind = .visualQuestionAnswering) -> String? {
      let error = #expect(throws: KnowledgeBaseError.self) {
        try KnowledgeBase(
          task: task, origin: .synthetic, localAccuracy: 1, axes: both, snrs: [Decibels(0)], accuracies: accuracies,
          noiseAccuracies: noise)
      }
      return error.map { $0.description.replacing(" Measure it again with helio evaluate knowledge.", with: "") }
    }
    #expect(
      fault([[0.1]]) == "the knowledge base's accuracies: expected 4 rows, one for each number of symbols, found 1.")
    #expect(
      fault([[0.1], [0.1], [0.1, 0.2], [0.1]])
        == "the knowledge base's accuracies[1][0]: expected 1 columns, one for each of snr_dB, found 2.")
    #expect(
      fault([[0.1], [0.1], [0.1], [2]])
        == "the knowledge base's accuracies[1][1][0]: expected a number from 0 to 1, found 2.0.")
    #expect(
      fault([[0.1], [0.1], [0.1], [0.1]], noise: [0, 0, 0, .nan])
        == "the knowledge base's noiseAccuracies[1][1]: expected a number from 0 to 1, found nan.")
    #expect(
      fault([[0.1], [0.1], [0.1], [0.1]], task: .retrieval)
        == "the knowledge base's task: expected the kind that has symbolsPerWord and symbolsPerPatch, found \"retrieval\"."
    )
  }
}
