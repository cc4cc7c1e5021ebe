import FoundationEssentials
import Glibc
import Randomness
import Semantics
import Tasks
import Tensors

/// Phrases of three to six words whose order changes in translation: a task that few steps can learn.
struct ToyText: ParallelText {
  let name = "toy"
  var trainCount = 400

  private static let nouns = [("dog", "Hund"), ("man", "Mann"), ("car", "Wagen"), ("bird", "Vogel")]
  private static let colours = [("red", "rote"), ("old", "alte"), ("big", "große")]
  private static let verbs = [("runs", "läuft"), ("stops", "hält"), ("waits", "wartet")]

  func count(of split: Split) -> Int { split == .train ? trainCount : 40 }

  func pair(_ index: Int, of split: Split) throws -> SentencePair {
    var stream = RandomStream(seed: 3, purpose: "toy-\(split.rawValue)", slot: index)
    let noun = Self.nouns[stream.integer(below: 4)]
    let verb = Self.verbs[stream.integer(below: 3)]
    let colours = (0..<stream.integer(below: 3)).map { _ in Self.colours[stream.integer(below: 3)] }
    let english = ["The"] + colours.map(\.0) + [noun.0, verb.0]
    let german = ["Dort", verb.1, "der"] + colours.map(\.1) + [noun.1]
    return SentencePair(
      source: english.joined(separator: " ") + ".", target: german.joined(separator: " ") + ".",
      identifier: "toy/\(split.rawValue)/\(index)")
  }
}

/// A translation network and a training that take seconds.
enum TinyTranslation {
  static let text = ToyText()

  static func model() throws -> TranslationConfiguration {
    var model = TranslationConfiguration(
      .tiny, dataSet: text.name, vocabulary: try TrainingSentences.vocabulary(of: text, merges: 100))
    (model.features, model.heads, model.hidden) = (32, 2, 64)
    (model.encoderLayers, model.receiverLayers, model.decoderLayers) = (1, 1, 1)
    model.maximumSymbolsPerWord = 8
    model.maximumTokens = 16
    return model
  }

  static var training: CodecTrainingConfiguration {
    var training = CodecTrainingConfiguration.translation
    training.steps = 600
    training.batchSize = 300
    training.warmUpSteps = 20
    training.learningRate = 3e-3
    training.labelSmoothing = 0.05
    training.lowestSNR = 0
    training.rayleighShare = 0.2
    return training
  }

  static func trainer(
    _ training: CodecTrainingConfiguration = training
  ) throws -> CodecTrainer<TrainableTranslation> {
    try setThreads(1)
    let model = try model()
    return try CodecTrainer(
      TrainableTranslation(model, options, sentences: TrainingSentences(text, for: model)), training)
  }

  static var options: TranslationTrainingOptions {
    var options = TranslationTrainingOptions()
    options.symbolsPerWord = [2, 4, 8]
    return options
  }

  /// A model that knows its task, read from a file.
  static func trained() throws -> TranslationModel {
    try withFolder { folder in
      try weights.get().write(to: URL(filePath: folder + "/toy.safetensors"))
      return try TranslationModel.load(folder + "/toy.safetensors")
    }
  }

  /// The file of a trained model, made once for all tests.
  static let weights = Result {
    try withFolder { folder in
      let trainer = try trainer()
      while !trainer.isFinished { _ = try trainer.advance() }
      try trainer.writeModel(to: folder + "/toy.safetensors")
      return try Data(contentsOf: URL(filePath: folder + "/toy.safetensors"))
    }
  }

  /// A model with weights as they are drawn, read from a file.
  static func untrained() throws -> TranslationModel {
    try withFolder { folder in
      try trainer().writeModel(to: folder + "/toy.safetensors")
      return try TranslationModel.load(folder + "/toy.safetensors")
    }
  }

  /// A burst that meets noise of a level in dB.
  static func noisy(_ burst: SymbolBurst, snr: Double, seed: UInt64) -> ReceivedBurst {
    let variance = 1 / pow(10, snr / 10)
    var stream = RandomStream(seed: seed, purpose: "toy noise")
    return ReceivedBurst(
      samples: burst.samples.map { $0 + Float(stream.normal() * (variance / 2).squareRoot()) }, parts: burst.parts,
      fadingReal: 1, fadingImaginary: 0, noiseVariance: variance)
  }
}
