import FoundationEssentials
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
      symbolsPerToken: [2, 8], snrs: [Decibels(-6), Decibels(0), Decibels(40)], samples: 20, gallery: 8)
    let first = try CodecEvaluation(model: model, data: Tiny.data, settings: settings).run()
    let second = try CodecEvaluation(model: model, data: Tiny.data, settings: settings).run()
    #expect(first == second)
    #expect(first.points.map(\.symbolsPerToken) == [2, 2, 2, 8, 8, 8])
    #expect(first.points.map(\.snr) == [-6, 0, 40, -6, 0, 40])
    #expect(first.points.allSatisfy { $0.recall.samples == 20 && $0.classes.samples == 20 })
    for point in first.points {
      #expect(point.recall.correct == first.localRecall.correct + point.gained - point.lost)
    }
  }

  @Test("A measurement over awgn becomes a knowledge base with the model's digest; one that faded says so")
  func knowledge() throws {
    let model = try Tiny.untrained()
    var settings = EvaluationSettings(
      symbolsPerToken: [2, 8], snrs: [Decibels(0), Decibels(12)], samples: 8, gallery: 8)
    let report = try CodecEvaluation(model: model, data: Tiny.data, settings: settings).run()
    let base = try KnowledgeBase(json: report.knowledgeBase().json())
    #expect(base.origin == .measured(dataSet: "bars", modelDigest: model.digest, samplesPerPoint: 8))
    #expect(base.axes == .patches([2, 8]))
    #expect(base.accuracies[1][0] == report.points[2].recall.value)

    settings.channel = .rayleigh
    let faded = try CodecEvaluation(model: model, data: Tiny.data, settings: settings).run()
    #expect(throws: KnowledgeBaseError.averagedChannel(.rayleigh)) {
      try faded.knowledgeBase().requireInstantaneousSNR()
    }
    #expect(try String(decoding: faded.json(), as: UTF8.self).contains("\"channel\" : \"rayleigh\""))
  }
}
