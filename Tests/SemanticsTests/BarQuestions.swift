import Randomness
import Semantics
import Tasks
import Tensors

/// Questions about grey pictures of 16 × 16 pixels with a bright half: a task that few steps can learn.
///
/// The halves are known as objects when `isDescribed`.
struct BarQuestions: PictureQuestions {
  var isDescribed = false
  let name = "bar-questions"
  let answers = ["left", "right", "top", "bottom", "no", "yes"]
  let pictureShape = PictureShape(width: 16, height: 16, channels: 1)

  func count(of split: Split) -> Int { split == .train ? 128 : 32 }

  func sample(_ index: Int, of split: Split) throws -> QuestionSample {
    var stream = RandomStream(seed: 7, purpose: "bar-questions-\(split.rawValue)", slot: index)
    let bright = bright(&stream)
    let pixels = (0..<256).map { pixel in
      let (x, y) = (pixel % 16, pixel / 16)
      return UInt8(stream.integer(below: 100) + ([x < 8, x >= 8, y < 8, y >= 8][bright] ? 120 : 0))
    }
    let asked = stream.integer(below: 2) == 0 ? bright : stream.integer(below: 4)
    let (question, answer) =
      index % 2 == 0
      ? ("Which half is bright?", bright) : ("Is it the \(answers[asked]) one?", asked == bright ? 5 : 4)
    return QuestionSample(
      picture: try Picture(width: 16, height: 16, channels: 1, pixels: pixels), question: question, answer: answer,
      identifier: "bar-questions/\(split.rawValue)/\(index)")
  }

  private func bright(_ stream: inout RandomStream) -> Int { stream.integer(below: 4) }

  func objects(_ index: Int, of split: Split) throws -> [DepictedObject] {
    var stream = RandomStream(seed: 7, purpose: "bar-questions-\(split.rawValue)", slot: index)
    let bright = bright(&stream)
    let (x, y) = [(0.25, 0.5), (0.75, 0.5), (0.5, 0.25), (0.5, 0.75)][bright]
    return isDescribed ? [DepictedObject(names: [answers[bright], "bright"], x: x, y: y, extent: 0.5)] : []
  }
}

/// A question-answering network and a training that take a second.
enum TinyAnswering {
  static let data = BarQuestions()
  static let describedData = BarQuestions(isDescribed: true)

  static func model(_ questions: TrainingQuestions, preset: QuestionAnsweringPreset) -> QuestionAnsweringConfiguration {
    var model = QuestionAnsweringConfiguration(for: questions, preset: preset)
    let sizes = TransformerSizes(features: 16, heads: 2, hidden: 32, layers: 1)
    (model.question, model.picture, model.fusion) = (sizes, sizes, sizes)
    model.fusion.layers = 2
    (model.stemChannels, model.stemResidualBlocks) = ([4, 8], [0, 1])
    model.maximumWords = 8
    if preset != .local { model.symbols = .init(perWord: 4, perPatch: 8) }
    return model
  }

  static var training: CodecTrainingConfiguration {
    var training = CodecTrainingConfiguration()
    training.steps = 60
    training.batchSize = 32
    training.warmUpSteps = 5
    training.learningRate = 5e-3
    return training
  }

  static var options: QuestionAnsweringTrainingOptions {
    var options = QuestionAnsweringTrainingOptions()
    options.symbolsPerWord = [2, 4]
    options.symbolsPerPatch = [2, 8]
    options.describingShare = 1.0 / 3
    options.clearShare = 1.0 / 6
    options.annealingShare = 1.0 / 3
    return options
  }

  static func trainer(
    _ training: CodecTrainingConfiguration = training, preset: QuestionAnsweringPreset = .small,
    data: BarQuestions = data
  ) throws -> CodecTrainer<TrainableQuestionAnswering> {
    try setThreads(1)
    let questions = try TrainingQuestions(data)
    var model = model(questions, preset: preset)
    model.seed = training.seed
    return try CodecTrainer(TrainableQuestionAnswering(model, options, questions: questions), training)
  }

  /// A model after some steps, none by default, read from a file.
  static func model(steps: Int = 0, preset: QuestionAnsweringPreset = .small) throws -> QuestionAnsweringModel {
    try withFolder { folder in
      let trainer = try trainer(preset: preset)
      for _ in 0..<steps { _ = try trainer.advance() }
      try trainer.writeModel(to: folder + "/tiny.safetensors")
      return try QuestionAnsweringModel.load(folder + "/tiny.safetensors")
    }
  }
}
