import FoundationEssentials
import Quantities
import Tasks
import Testing

@Suite("The file of a knowledge base") struct KnowledgeBaseFileTests {
  private let digest = String(repeating: "0a", count: 32)
  private let both = KnowledgeBase.Axes.both(words: [4, 8], patches: [8, 16])

  private func small(_ table: [[Double]]) throws -> KnowledgeBase {
    try KnowledgeBase(
      task: .retrieval, origin: .measured(dataSet: "shapes", modelDigest: digest, samplesPerPoint: 500),
      localAccuracy: 0.8, axes: .patches([8, 16]), snrs: [0, 3, 6].map { Decibels($0) }, accuracies: table)
  }

  @Test("a knowledge base, written and read, is the same, and is written with the same bytes")
  func roundTrip() throws {
    let base = try small([[0.1, 0.3, 0.5], [0.2, 0.6, 0.7]])
    let read = try KnowledgeBase(json: base.json())
    #expect(read == base)
    #expect(read.json() == base.json())
    let synthetic = KnowledgeBase.synthetic(.visualQuestionAnswering)
    #expect(try KnowledgeBase(json: synthetic.json()) == synthetic)
    let figures = try KnowledgeBase(
      task: .visualQuestionAnswering, origin: base.origin, channel: .rayleigh, localAccuracy: 0.9, axes: both,
      snrs: [Decibels(0)], accuracies: [[0.1], [0.2], [0.3], [0.4]], noiseAccuracies: [0, 0, 0.1, 0.1],
      standardErrors: [[0.01], [0.02], [0.03], [0.04]])
    #expect(try KnowledgeBase(json: figures.json()) == figures)
  }

  @Test("a file of the first version is read: its axis is the one that the task has")
  func firstVersion() throws {
    func text(_ task: String) -> Data {
      Data(
        """
        {"format": "heliograph-knowledge-base", "version": 1, "task": "\(task)", "origin": "synthetic",
         "channel": "awgn", "localAccuracy": 0.5, "symbolsPerToken": [4, 8], "snr_dB": [0],
         "accuracies": [[0.25], [0.5]]}
        """.utf8)
    }
    let retrieval = try KnowledgeBase(json: text("retrieval"))
    #expect(retrieval.axes == .patches([4, 8]))
    #expect(retrieval.relativeAccuracy(SymbolCounts(patches: 4), snr: Decibels(0)) == 0.5)
    #expect(try KnowledgeBase(json: text("translation")).axes == .words([4, 8]))
    let error = #expect(throws: KnowledgeBaseError.self) { try KnowledgeBase(json: text("vqa")) }
    #expect(
      error?.description.hasPrefix("the knowledge base's version: expected 2 for the task \"vqa\", found 1.") == true)
  }

  @Test("of a model without a channel a file has the local accuracy alone, and is refused where tasks are sent")
  func withoutChannel() throws {
    let base = try KnowledgeBase(
      withoutChannel: .visualQuestionAnswering, dataSet: "scenes", modelDigest: digest,
      local: KnowledgeBase.Score(value: 0.75, samples: 400))
    #expect(base.origin == .measured(dataSet: "scenes", modelDigest: digest, samplesPerPoint: 400))
    #expect(try KnowledgeBase(json: base.json()) == base)
    let text = String(decoding: base.json(), as: UTF8.self)
    #expect(text.contains("\"channel\" : \"none\"") && text.contains("\"version\" : 2"))
    #expect(!text.contains("snr_dB") && !text.contains("accuracies") && !text.contains("symbols"))
    #expect(base.accuracy(SymbolCounts(words: 16, patches: 32), snr: Decibels(24)) == 0)
    #expect(base.figure(named: "none", writtenBy: "a test") == nil)
    let error = #expect(throws: KnowledgeBaseError.noChannel) { try base.requireInstantaneousSNR() }
    #expect(
      error?.description
        == "the knowledge base is of a model without a channel, which answers only where it is: it knows nothing of tasks "
        + "that are offloaded. Name the model as the local one, and take one with a channel encoder and decoder to offload."
    )
    for (old, new) in [("0.75", "0"), ("\"version\" : 2", "\"version\" : 1"), ("\"none\"", "\"awgn\"")] {
      #expect(throws: KnowledgeBaseError.self) { try KnowledgeBase(json: Data(text.replacing(old, with: new).utf8)) }
    }
  }

  @Test("axes without a channel are refused, and a channel without axes")
  func halfAChannel() {
    #expect(
      throws: KnowledgeBaseError.value(
        key: "channel", expected: "\"none\" without numbers of symbols", found: "\"awgn\"")
    ) {
      try KnowledgeBase(
        task: .retrieval, origin: .synthetic, localAccuracy: 1, axes: .absent, snrs: [], accuracies: [])
    }
    #expect(
      throws: KnowledgeBaseError.value(key: "channel", expected: "one that symbols are sent over", found: "\"none\"")
    ) {
      try KnowledgeBase(
        task: .retrieval, origin: .synthetic, channel: .absent, localAccuracy: 1, axes: .patches([8]),
        snrs: [Decibels(0)], accuracies: [[0.5]])
    }
  }

  @Test(
    "a faulty file is refused in these words",
    arguments: [
      ("\"version\" : 2", "\"version\" : 3", "the knowledge base's version: expected 1 to 2, found 3."),
      (
        "\"version\" : 2", "\"version\" : 1",
        "the knowledge base has a key symbolsPerPatch, which its format does not know."
      ),
      (
        "\"awgn\"", "\"fog\"",
        "the knowledge base's channel: expected one of \"awgn\", \"rayleigh\", \"none\", found \"fog\"."
      ),
      (
        "\"awgn\"", "\"none\"",
        "the knowledge base's accuracies: expected nothing without a channel, found a value."
      ),
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
        "the knowledge base's symbolsPerPatch: expected strictly increasing integers from 1, found [8, 8]."
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
    #expect(error?.description == "\(expected) Measure it again with helio evaluate knowledge.")
  }

  @Test("bytes that are no JSON are refused")
  func notJSON() {
    for text in ["", "[]", "{", "null", "\u{0}"] {
      #expect(throws: KnowledgeBaseError.self) { try KnowledgeBase(json: Data(text.utf8)) }
    }
  }
}
