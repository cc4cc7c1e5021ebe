import Quantities
import Radio
import Randomness
import Semantics
import Tasks
import Testing

@Suite("Answering from bursts")
struct QuestionDecodingTests {
  /// The burst of a test question after y = h·s + n.
  private func received(
    _ model: QuestionAnsweringModel, _ index: Int, words: Int = 4, patches: Int = 8, real: Double = 1,
    imaginary: Double = 0, noise: Double = 0
  ) throws -> ReceivedBurst {
    let sample = try TinyAnswering.data.sample(index, of: .test)
    let burst = try model.encode(
      sample.picture, question: sample.question, symbolsPerWord: words, symbolsPerPatch: patches)
    var stream = RandomStream(seed: 3, purpose: "question-decoding", slot: index)
    var samples = burst.samples
    for place in stride(from: 0, to: samples.count, by: 2) {
      let (x, y) = (Double(burst.samples[place]), Double(burst.samples[place + 1]))
      let (u, v) = stream.normalPair()
      samples[place] = Float(real * x - imaginary * y + u * (noise / 2).squareRoot())
      samples[place + 1] = Float(real * y + imaginary * x + v * (noise / 2).squareRoot())
    }
    return ReceivedBurst(
      samples: samples, parts: burst.parts, fadingReal: real, fadingImaginary: imaginary, noiseVariance: noise)
  }

  @Test("Without noise, all symbols give the local answer, whatever coefficient is known")
  func equalisation() throws {
    let model = try TinyAnswering.model(steps: 60)
    for index in 0..<16 {
      let sample = try TinyAnswering.data.sample(index, of: .test)
      let local = try model.answerLocally(sample.picture, question: sample.question)
      for (real, imaginary) in [(1.0, 0.0), (-0.3, 0.4), (0.0, -2.0)] {
        #expect(try model.decode(batch: [received(model, index, real: real, imaginary: imaginary)]) == [local])
      }
    }
  }

  @Test("A batch of questions of different lengths and k gives each the answer that it gets alone, in any order")
  func batches() throws {
    let model = try TinyAnswering.model(steps: 60)
    let bursts = try (0..<32).map { index in
      try received(
        model, index, words: 1 + index % 4, patches: 1 + index % 8, real: 0.7, imaginary: 0.1, noise: 0.05)
    }
    #expect(Set(bursts.map { $0.parts[0].tokens }) == [4, 5])
    let together = try model.decode(batch: bursts)
    #expect(try bursts.map { try model.decode(batch: [$0])[0] } == together)
    #expect(try model.decode(batch: bursts.reversed()) == together.reversed())
    #expect(try model.decode(batch: []).isEmpty)
  }

  @Test("A dead channel gives an answer too, the same for every picture")
  func deadChannel() throws {
    let model = try TinyAnswering.model(steps: 20)
    let answers = try [0, 2, 4].map { try model.decode(batch: [received(model, $0, real: 0)])[0] }
    #expect(Set(answers).count == 1)
  }

  @Test("A burst of other dimensions is refused with the model's")
  func otherDimensions() throws {
    let model = try TinyAnswering.model()
    let whole = try received(model, 0)
    var bursts = [whole, whole, whole, whole, whole]
    bursts[0].parts = [whole.parts[1], whole.parts[0]]
    bursts[1].parts = [BurstPart(tokens: 9, symbolsPerToken: 4), whole.parts[1]]
    bursts[2].samples.removeLast()
    bursts[3].parts = [whole.parts[0]]
    bursts[4].parts = []
    for burst in bursts { #expect(throws: ModelError.self) { try model.decode(batch: [whole, burst]) } }
    let error = #expect(throws: ModelError.self) { try model.decode(batch: [bursts[3]]) }
    #expect(
      error?.description
        == "\(model.path): expected a burst of 1 to 8 words with 1 to 4 symbols each and of 5 picture tokens with 1 to "
        + "8 each, found 4 tokens with 4 symbols each in 112 samples. Encode with the model that decodes.")
  }

  @Test("A measurement has the same questions at every point, and two runs give the same figures")
  func measurement() throws {
    let model = try TinyAnswering.model(steps: 60)
    let settings = EvaluationSettings(
      .both(words: [2, 4], patches: [8]), snrs: [Decibels(-30), Decibels(40)], channel: .rayleigh, samples: 32)
    let reports = try (0..<2).map { _ in
      try QuestionAnsweringEvaluation(model: model, data: TinyAnswering.data, settings: settings).run()
    }
    #expect(reports[0] == reports[1])
    let report = reports[0]
    #expect(report.points.map(\.symbols.words) == [2, 2, 4, 4])
    #expect(report.points.map(\.snr.value) == [-30, 40, -30, 40])
    let local = report.local.answers.accuracy
    for answers in report.points.map(\.score.answers) {
      #expect(answers.accuracy.samples == 32)
      #expect(answers.accuracy.correct == local.correct + answers.gained - answers.lost)
    }
    #expect(report.points[3].score.answers.accuracy.correct > report.points[2].score.answers.accuracy.correct)
  }

  @Test("A model without a channel is measured locally alone")
  func localMeasurement() throws {
    let model = try TinyAnswering.model(steps: 60, preset: .local)
    let settings = EvaluationSettings(.both(words: [4], patches: [8]), snrs: [Decibels(0)], samples: 10)
    let report = try QuestionAnsweringEvaluation(model: model, data: TinyAnswering.data, settings: settings).run()
    #expect(report.points.isEmpty)
    #expect(report.local.answers.accuracy.samples == 10)
    let knowledge = try report.knowledgeBase()
    #expect(knowledge.channel == .absent)
    #expect(knowledge.localAccuracy == report.local.answers.accuracy.value)
    #expect(knowledge.origin == .measured(dataSet: "bar-questions", modelDigest: model.digest, samplesPerPoint: 10))
  }
}
