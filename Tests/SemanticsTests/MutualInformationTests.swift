import Glibc
import Tensors
import Testing

@testable import Semantics

@Suite("The mutual information in the loss of translation")
struct MutualInformationTests {
  /// What an estimator tells of 20 000 pairs after some steps over 512 others each.
  private func bound(
    hidden: Int, steps: Int, _ generator: TensorGenerator,
    pairs: (_ count: Int) throws -> (sent: Tensor, received: Tensor)
  ) throws -> Double {
    try setThreads(1)
    let estimator = try MutualInformationEstimator(sent: 2, received: 2, hidden: hidden, generator: generator)
    var optimizer = try Adam(estimator.parameters, learningRate: 3e-3)
    for _ in 0..<steps {
      let (sent, received) = try pairs(512)
      optimizer.clearGradients()
      try (-estimator.bound(sent: sent, received: received, generator: generator)).backward()
      try optimizer.step()
    }
    let (sent, received) = try pairs(20_000)
    return try withoutGradient {
      Double(try estimator.bound(sent: sent, received: received, generator: generator).scalar())
    }
  }

  @Test(
    "Trained on Gaussian symbols in noise the bound comes close to ln(1 + γ), and not above it",
    arguments: [1.0, 7.0])
  func gaussian(snr: Double) throws {
    let generator = try TensorGenerator(seed: 3)
    // Complex symbols of power 1 and noise of power 1/γ: both parts have half of each.
    let bound = try bound(hidden: 32, steps: 500, generator) { count in
      let sent = try Tensor.normal([count, 2], generator: generator) * 0.5.squareRoot()
      return (sent, try sent + Tensor.normal([count, 2], generator: generator) * (0.5 / snr).squareRoot())
    }
    let truth = log(1 + snr)
    #expect(bound > 0.85 * truth)
    #expect(bound < truth + 0.03)
  }

  @Test("Symbols of which nothing arrives share nothing, however long the estimator is trained")
  func independent() throws {
    let generator = try TensorGenerator(seed: 5)
    let bound = try bound(hidden: 16, steps: 200, generator) { count in
      (try .normal([count, 2], generator: generator), try .normal([count, 2], generator: generator))
    }
    #expect(abs(bound) < 0.02)
  }

  @Test("With a weight the estimator is trained and kept in checkpoints alone")
  func inTraining() throws {
    let model = try TinyTranslation.model()
    let sentences = try TrainingSentences(TinyTranslation.text, for: model)
    var options = TinyTranslation.options
    options.cleanShare = 0
    let plain = try TrainableTranslation(model, options, sentences: sentences)
    options.mutualInformationWeight = 0.5
    let codec = try TrainableTranslation(model, options, sentences: sentences)
    #expect(plain.auxiliary == nil)
    #expect(codec.network.parameters.map(\.name) == plain.network.parameters.map(\.name))
    // The same weights, batch and channel: what differs is λ times the bound, and its gradient reaches the UE.
    let training = TinyTranslation.training
    let losses = try [plain, codec].map { try $0.loss(ofStep: 0, training).loss }
    try losses.forEach { try $0.backward() }
    let gradients = try [plain, codec].map { codec in
      let weight = try #require(codec.network.parameters.first { $0.name == "channel_encoder.weight" })
      return try weight.tensor.gradient?.floats()
    }
    #expect(try losses[0].scalar() != losses[1].scalar())
    #expect(gradients[0] != gradients[1])
    let trainer = try CodecTrainer(codec, training)
    let names = codec.trained.map(\.name)
    let before = try codec.trained.map { try $0.tensor.floats() }
    _ = try trainer.advance()
    let changed = try zip(codec.trained, before).filter { try $0.tensor.floats() != $1 }.map(\.0.name)
    #expect(changed.contains("auxiliary.linear1.weight"))
    #expect(changed.contains("channel_encoder.weight"))
    #expect(names.count == plain.trained.count + 6)
  }

  @Test("A weight outside 0 to 1 is refused")
  func weight() throws {
    let model = try TinyTranslation.model()
    let sentences = try TrainingSentences(TinyTranslation.text, for: model)
    var options = TinyTranslation.options
    options.mutualInformationWeight = -0.1
    let error = #expect(throws: ModelError.self) { try TrainableTranslation(model, options, sentences: sentences) }
    #expect(error?.found == "-0.1")
  }
}
