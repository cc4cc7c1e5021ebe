import Randomness
import Tasks
public import Tensors

/// A question-answering codec in training: question and picture, symbols, channel, answer.
///
/// A network without a channel is trained on the features as they are.
public struct TrainableQuestionAnswering: TrainableCodec {
  /// The network's configuration.
  public let model: QuestionAnsweringConfiguration
  /// What is special to the training.
  public let options: QuestionAnsweringTrainingOptions
  private let answering: QuestionAnsweringNetwork
  private let describer: PictureDescriber?
  private let questions: TrainingQuestions
  /// For each word index of the network which of the questions' names it is.
  private let nameOfWord: [Int?]

  /// The questions with their pictures and answers.
  public var data: TrainingData { questions.data }

  /// The network.
  public var network: any Module { answering }

  /// What names the objects of pictures, where they are known.
  public var auxiliary: (any Module)? { describer }

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
    let side = min(model.pictures.width, model.pictures.height)
    guard (0..<side).contains(options.largestShift) else {
      throw ModelError(
        place: "the training's configuration", expected: "pixels of shift from 0 to \(side - 1)",
        found: "\(options.largestShift)", remedy: "Change it")
    }
    let shares = [options.describingShare, options.clearShare, options.annealingShare]
    guard shares.allSatisfy({ $0 >= 0 }), shares.reduce(0, +) <= 1 else {
      throw ModelError(
        place: "the training's configuration",
        expected: "shares of describing, clear and annealing steps from 0, together at most 1", found: "\(shares)",
        remedy: "Change them")
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
        place: "the training questions of \(model.dataSet)", expected: "at most \(model.maximumWords) words",
        found: "one of \(questions.longestQuestion)", remedy: "Shorten it")
    }
    self.model = model
    self.options = options
    self.questions = questions
    let generator = try TensorGenerator(seed: model.seed)
    answering = try QuestionAnsweringNetwork(model, generator: generator)
    describer =
      questions.names.isEmpty
      ? nil
      : try PictureDescriber(
        model.picture.features, wordFeatures: model.fusion.features, names: questions.names.count, generator: generator)
    nameOfWord = [nil] + model.vocabulary.map { questions.names.firstIndex(of: $0) }
  }

  /// The cross-entropy of the answers; where it is known what the pictures show, with the losses of describing it and of
  /// grounding the words in it, and for the first steps the loss of describing alone.
  ///
  /// - Parameters:
  ///   - step: from 0.
  ///   - training: seed, batch size, levels.
  /// - Returns: the loss and the share of right answers, for the first steps of objects with all their names right.
  /// - Throws: `TensorError` for a batch that libtorch refuses.
  public func loss(ofStep step: Int, _ training: CodecTrainingConfiguration) throws -> BatchLoss {
    let indices = training.indices(ofStep: step, of: questions.count)
    let words = questions.words(indices).map { words in words.map { $0 + 1 } }
    let moves = moves(ofStep: step, count: indices.count, seed: training.seed)
    let shape = model.pictures
    let input = try Tensor(
      questions.pictures(indices, moves: moves), shape: [indices.count, shape.channels, shape.height, shape.width])
    // Nothing in this network is random in training: there is no dropout.
    let mode = ForwardMode.training(try TensorGenerator(seed: training.seed))
    let features = try answering.features(of: input, mode)

    var described: (loss: Tensor, right: Int, description: PictureDescription)?
    if let describer {
      let description = try description(indices, words: words, moves: moves)
      let (loss, right) = try describer.loss(of: features, description)
      described = (loss, right, description)
      if step < TrainingSchedule(options, training, describes: true).describingSteps {
        return BatchLoss(loss: loss, correct: right, count: max(1, description.objects))
      }
    }
    let answers = questions.answers(indices)
    let decoded = try decode(words: words, features: features, step: step, training, mode)
    var loss = try decoded.logits.crossEntropy(Tensor(indices: answers), labelSmoothing: training.labelSmoothing)
    if let describer, let described {
      let grounding = try describer.loss(
        ofGrounding: decoded.grounding, groundedWords: decoded.groundedWords, described.description)
      loss = try loss + described.loss + grounding * options.groundingWeight
    }
    let hits = try zip(decoded.logits.argmax(axis: 1).integers(), answers).count { $0 == $1 }
    return BatchLoss(loss: loss, correct: hits, count: indices.count)
  }

  /// Both parts over the step's channel, if the model has one, to what the server makes of them.
  private func decode(
    words: [[Int]], features: Tensor, step: Int, _ training: CodecTrainingConfiguration, _ mode: ForwardMode
  ) throws -> (logits: Tensor, grounding: Tensor, groundedWords: Tensor) {
    let batch = try TokenBatch(words)
    let question = try answering.features(of: batch, mode)
    guard let limits = model.symbols else {
      return try answering.decode(question: question, picture: features, padding: batch.padding, mode)
    }
    let schedule = TrainingSchedule(options, training, describes: describer != nil)
    // The stream's name is a part of what a seed means: it stays whatever the steps are called.
    var stream = RandomStream(seed: training.seed, purpose: "codec training: easing", slot: step)
    let choices =
      stream.uniform() < schedule.badness(at: step)
      ? [options.symbolsPerWord, options.symbolsPerPatch] : [[limits.perWord], [limits.perPatch]]
    let channel = try TrainingChannel(
      step: step, count: words.count, choices: choices, schedule.channel(at: step))
    return try answering.decode(
      question: channel.receive(
        answering.questionSymbols(
          of: question, lengths: batch.lengths, symbolsPerWord: channel.symbolsPerToken[0]), maximum: limits.perWord),
      picture: channel.receive(
        answering.pictureSymbols(of: features, symbolsPerPatch: channel.symbolsPerToken[1]), maximum: limits.perPatch),
      padding: batch.padding, mode)
  }

  private func moves(ofStep step: Int, count: Int, seed: UInt64) -> [PictureMove] {
    var stream = RandomStream(seed: seed, purpose: "codec training: augmentation", slot: step)
    let (reach, width) = (options.largestShift, 2 * options.largestShift + 1)
    return (0..<count).map { _ in
      PictureMove(right: stream.integer(below: width) - reach, down: stream.integer(below: width) - reach)
    }
  }

  /// What is known of the pictures of a batch, moved as they are.
  private func description(
    _ indices: [Int], words: [[Int]], moves: [PictureMove]
  ) throws(TensorError) -> PictureDescription {
    let (width, height) = (Double(model.pictures.width), Double(model.pictures.height))
    let objects = zip(questions.objects(indices), moves).map { objects, move in
      objects.map { object in
        PictureDescription.Object(
          names: object.names, x: object.x + Double(move.right) / width, y: object.y + Double(move.down) / height,
          extent: object.extent)
      }
    }
    return try PictureDescription(
      objects, questions: words.map { words in words.map { nameOfWord[$0] } }, nameCount: questions.names.count,
      grid: model.patchGrid)
  }
}

extension CodecTrainingConfiguration {
  /// The default training of a question-answering codec.
  public static var questionAnswering: CodecTrainingConfiguration {
    var training = CodecTrainingConfiguration()
    training.steps = 14_000
    training.batchSize = 64
    training.gradientNorm = 5
    // With few symbols a question is still answered worse at 24 dB than at 15 if training never comes there.
    training.highestSNR = 24
    training.labelSmoothing = 0.02
    return training
  }
}
