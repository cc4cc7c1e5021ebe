import Foundation
import Quantities
import Semantics
import Tasks
import Testing

@Suite("Measuring a codec")
struct EvaluationTests {
  @Test("Wilson's interval of 81 in 263 is that of Newcombe (1998), Table I: 0.2553…0.3662")
  func interval() {
    let interval = MeasuredAccuracy(correct: 81, samples: 263).interval
    #expect(abs(interval.lowerBound - 0.2553) < 5e-5)
    #expect(abs(interval.upperBound - 0.3662) < 5e-5)
  }

  @Test("Every point has the same pictures, and two runs give the same figures")
  func report() throws {
    let model = try Tiny.untrained()
    let settings = EvaluationSettings(
      .patches([2, 8]), snrs: [Decibels(-6), Decibels(0), Decibels(40)], samples: 20)
    let first = try RetrievalEvaluation(model: model, data: Tiny.data, gallery: 8, settings: settings).run()
    let second = try RetrievalEvaluation(model: model, data: Tiny.data, gallery: 8, settings: settings).run()
    #expect(first == second)
    #expect(first.points.map(\.symbols.patches) == [2, 2, 2, 8, 8, 8])
    #expect(first.points.map(\.snr.value) == [-6, 0, 40, -6, 0, 40])
    #expect(first.points.allSatisfy { $0.score.recall.accuracy.samples == 20 && $0.score.classes.samples == 20 })
    for recall in first.points.map(\.score.recall) {
      #expect(recall.accuracy.correct == first.local.recall.accuracy.correct + recall.gained - recall.lost)
    }
  }

  @Test("What is answered on the UE in a measurement is what the model answers to one picture after another")
  func local() throws {
    let model = try Tiny.trained()
    let report = try RetrievalEvaluation(
      model: model, data: Tiny.data, gallery: 8,
      settings: EvaluationSettings(.patches([8]), snrs: [Decibels(0)], samples: 20)
    ).run()
    let right = try (0..<20).count { index in
      let sample = try Tiny.data.testSample(index)
      return try model.classify(model.localEmbedding(sample.picture)) == sample.label
    }
    #expect(report.local.classes.correct == right)
  }

  @Test("A measurement over awgn becomes a knowledge base with the model's digest; one that faded says so")
  func knowledge() throws {
    let model = try Tiny.untrained()
    var settings = EvaluationSettings(.patches([2, 8]), snrs: [Decibels(0), Decibels(12)], samples: 8)
    let report = try RetrievalEvaluation(model: model, data: Tiny.data, gallery: 8, settings: settings).run()
    let base = try KnowledgeBase(json: report.knowledgeBase().json())
    #expect(base.origin == .measured(dataSet: "bars", modelDigest: model.digest, samplesPerPoint: 8))
    #expect(base.axes == .patches([2, 8]))
    #expect(base.accuracies[1][0] == report.points[2].score.recall.accuracy.value)

    settings.channel = .rayleigh
    let faded = try RetrievalEvaluation(model: model, data: Tiny.data, gallery: 8, settings: settings).run()
    #expect(throws: KnowledgeBaseError.averagedChannel(.rayleigh)) {
      try faded.knowledgeBase().requireInstantaneousSNR()
    }
    #expect(try EvaluationKeys.all(of: faded)["channel"] as? String == "rayleigh")
  }

  @Test("Settings that measure nothing are refused, and numbers of symbols that the model does not have")
  func settings() throws {
    let model = try Tiny.untrained()
    let snrs = [Decibels(0)]
    for settings in [
      EvaluationSettings(.patches([2]), snrs: [], samples: 8),
      EvaluationSettings(.patches([2]), snrs: snrs, samples: 0),
      EvaluationSettings(.patches([]), snrs: snrs), EvaluationSettings(.patches([0]), snrs: snrs),
      EvaluationSettings(.patches([1000]), snrs: snrs), EvaluationSettings(.words([2]), snrs: snrs),
      EvaluationSettings(.absent, snrs: snrs),
    ] {
      #expect(throws: ModelError.self) {
        try RetrievalEvaluation(model: model, data: Tiny.data, gallery: 8, settings: settings)
      }
    }
  }

  @Test("The JSON of each kind of task has the keys of its measure")
  func keys() throws {
    let snrs = [Decibels(3)]
    let common: Set = ["model", "digest", "dataSet", "channel", "seed", "points"]
    let retrieval = try RetrievalEvaluation(
      model: Tiny.untrained(), data: Tiny.data, gallery: 8,
      settings: EvaluationSettings(.patches([2]), snrs: snrs, samples: 4)
    ).run()
    #expect(try EvaluationKeys.outer(of: retrieval) == common.union(["gallery", "localRecall", "localClasses"]))
    #expect(
      try EvaluationKeys.points(of: retrieval)
        == ["symbolsPerToken", "snr_dB", "recall", "classes", "difference", "differenceError"])
    let translation = try TranslationEvaluation(
      model: TinyTranslation.untrained(), text: TinyTranslation.text,
      settings: EvaluationSettings(.words([2]), snrs: snrs, samples: 4)
    ).run()
    #expect(try EvaluationKeys.outer(of: translation) == common.union(["samples", "localBLEU"]))
    #expect(try EvaluationKeys.points(of: translation) == ["symbolsPerWord", "snr_dB", "bleu", "relative"])
    let answering = try QuestionAnsweringEvaluation(
      model: TinyAnswering.model(), data: TinyAnswering.data,
      settings: EvaluationSettings(.both(words: [2], patches: [2]), snrs: snrs, samples: 4)
    ).run()
    #expect(try EvaluationKeys.outer(of: answering) == common.union(["local"]))
    #expect(
      try EvaluationKeys.points(of: answering)
        == ["symbolsPerWord", "symbolsPerPatch", "snr_dB", "answers", "lost", "gained"])
    let accuracy = try EvaluationKeys.all(of: answering)["local"] as? [String: Any]
    #expect(accuracy.map { Set($0.keys) } == ["accuracy", "low", "high", "samples"])
  }
}

/// What a report's JSON has.
private enum EvaluationKeys {
  static func all<Score>(of report: EvaluationReport<Score>) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: JSONEncoder().encode(report)) as? [String: Any])
  }

  static func outer<Score>(of report: EvaluationReport<Score>) throws -> Set<String> {
    Set(try all(of: report).keys)
  }

  static func points<Score>(of report: EvaluationReport<Score>) throws -> Set<String> {
    let points = try #require(all(of: report)["points"] as? [[String: Any]])
    return Set(points.flatMap(\.keys))
  }
}
