import Tasks
public import Tensors

/// What is special to the training of a question-answering codec.
public struct QuestionAnsweringTrainingOptions: Hashable, Codable, Sendable {
  /// k^T, the numbers of symbols per word to train for; each batch has one of them.
  public var symbolsPerWord = [4, 8, 12, 16, 20]
  /// k^I, the numbers of symbols per patch to train for; each batch has one of them, whatever its k^T.
  public var symbolsPerPatch = [4, 8, 16, 32]
  /// The most pixels by which a picture is moved, in each direction.
  public var largestShift = 1

  /// The default options.
  public init() {}
}

/// A question-answering codec in training: question and picture, symbols, channel, answer.
///
/// A network without a channel is trained on the features as they are.
public struct TrainableQuestionAnswering: TrainableCodec {
  /// The network's configuration.
  public let model: QuestionAnsweringConfiguration
  /// What is special to the training.
  public let options: QuestionAnsweringTrainingOptions
  private let answering: QuestionAnsweringNetwork
  private let questions: TrainingQuestions

  /// The network.
  public var network: any Module { answering }

  /// Draws a network's weights.
  ///
  /// - Parameters:
  ///   - model: the network's sizes; its seed draws the weights.
  ///   - options: what is special to the training.
  ///   - questions: what to learn from.
  /// - Throws: ``ModelError`` for sizes that no network can have, or questions that are not the model's.
  public init(
    _ model: QuestionAnsweringConfiguration,
    _ options: QuestionAnsweringTrainingOptions = QuestionAnsweringTrainingOptions(), questions: TrainingQuestions
  ) throws {
    try model.check(place: "the model's configuration")
    if let limits = model.symbols {
      try CodecTrainingConfiguration.check(symbolsPerToken: options.symbolsPerWord, maximum: limits.perWord)
      try CodecTrainingConfiguration.check(symbolsPerToken: options.symbolsPerPatch, maximum: limits.perPatch)
    }
    guard options.largestShift >= 0 else {
      throw ModelError(
        place: "the training's configuration", expected: "shifts from 0 pixels", found: "\(options.largestShift)",
        remedy: "Change it")
    }
    guard questions.name == model.dataSet, questions.shape == model.pictures, questions.answers == model.answers,
      questions.vocabulary == model.vocabulary
    else {
      throw ModelError(
        place: "the training of \(model.dataSet)",
        expected: "the training questions of \(model.dataSet), \(model.vocabulary.count) words and "
          + "\(model.answers.count) answers about pictures of \(model.pictures.words)",
        found: "\(questions.name), \(questions.vocabulary.count) words and \(questions.answers.count) answers about "
          + "pictures of \(questions.shape.words)", remedy: "Resume with the data that the training began with")
    }
    guard questions.longestQuestion <= model.maximumWords else {
      throw ModelError(
        place: "the training questions of \(model.dataSet)", expected: "1 to \(model.maximumWords) words",
        found: "one of \(questions.longestQuestion)", remedy: "Shorten them")
    }
    self.model = model
    self.options = options
    self.questions = questions
    answering = try QuestionAnsweringNetwork(model, generator: TensorGenerator(seed: model.seed))
  }

  /// The cross-entropy of the answers.
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - training: seed, batch size, levels.
  /// - Returns: the loss and the share of right answers.
  /// - Throws: `TensorError` for a batch that libtorch refuses.
  public func loss(ofStep step: Int, _ training: CodecTrainingConfiguration) throws -> BatchLoss {
    let indices = training.indices(ofStep: step, of: questions.count)
    let answers = questions.answers(indices)
    let planes = questions.pictures(indices, step: step, reach: options.largestShift, seed: training.seed)
    let shape = model.pictures
    let input = try Tensor(planes, shape: [indices.count, shape.channels, shape.height, shape.width])
    let batch = try QuestionBatch(questions.words(indices).map { words in words.map { $0 + 1 } })

    let mode = ForwardMode.training(try TensorGenerator(seed: training.seed))
    var words = try answering.features(of: batch, mode)
    var patches = try answering.features(of: input, mode)
    if let limits = model.symbols {
      let channel = try TrainingChannel(
        step: step, count: indices.count, choices: [options.symbolsPerWord, options.symbolsPerPatch], training)
      let counts = channel.symbolsPerToken
      words = try channel.receive(
        answering.questionSymbols(of: words, lengths: batch.lengths, symbolsPerWord: counts[0]),
        maximum: limits.perWord)
      patches = try channel.receive(
        answering.pictureSymbols(of: patches, symbolsPerPatch: counts[1]), maximum: limits.perPatch)
    }
    let logits = try answering.logits(question: words, picture: patches, padding: batch.padding, mode)
    let loss = try logits.crossEntropy(Tensor(indices: answers), labelSmoothing: training.labelSmoothing)
    let hits = try zip(logits.argmax(axis: 1).integers(), answers).count { $0 == $1 }
    return BatchLoss(loss: loss, correct: hits, count: indices.count)
  }
}

extension CodecTrainingConfiguration {
  /// The default training of a question-answering codec.
  public static var questionAnswering: CodecTrainingConfiguration {
    var training = CodecTrainingConfiguration()
    training.steps = 8000
    training.learningRate = 1e-3
    training.labelSmoothing = 0.02
    return training
  }
}
