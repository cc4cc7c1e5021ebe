import FoundationEssentials
import Tasks
import Tensors
import Testing

@testable import Semantics

@Suite("Training a question-answering codec")
struct QuestionTrainingTests {
  private func weights(_ trainer: CodecTrainer<TrainableQuestionAnswering>, in folder: String) throws -> Data {
    let path = folder + "/weights.safetensors"
    try trainer.writeModel(to: path)
    return try Data(contentsOf: URL(filePath: path))
  }

  @Test(
    "Sixty steps lower the loss, and the same seed makes the same weights bit for bit",
    arguments: [QuestionAnsweringPreset.small, .local])
  func lossAndReproducibility(preset: QuestionAnsweringPreset) throws {
    try withFolder { folder in
      var files: [Data] = []
      for _ in 0..<2 {
        let trainer = try TinyAnswering.trainer(preset: preset)
        let losses = try (0..<60).map { _ in try trainer.advance().loss }
        let (first, last) = (losses.prefix(10).reduce(0, +), losses.suffix(10).reduce(0, +))
        #expect(last < 0.8 * first)
        files.append(try weights(trainer, in: folder))
      }
      #expect(files[0] == files[1])
    }
  }

  @Test(
    "A training that is stopped and resumed makes the weights of one that was not, also with what is trained beside it",
    arguments: [TinyAnswering.data, TinyAnswering.describedData])
  func resuming(data: BarQuestions) throws {
    var training = TinyAnswering.training
    training.steps = 23
    try withFolder { folder in
      let uninterrupted = try TinyAnswering.trainer(training, data: data)
      let first = try TinyAnswering.trainer(training, data: data)
      for _ in 0..<23 { _ = try uninterrupted.advance() }
      for _ in 0..<3 { _ = try first.advance() }
      let path = folder + "/checkpoint.safetensors"
      try first.writeCheckpoint(to: path)
      let checkpoint = try TrainingCheckpoint<TrainableQuestionAnswering>.read(path)
      let second = try CodecTrainer(
        TrainableQuestionAnswering(
          checkpoint.model, checkpoint.options, questions: TrainingQuestions(data)),
        resuming: checkpoint)
      #expect(second.step == 3)
      while !second.isFinished { _ = try second.advance() }
      #expect(try weights(second, in: folder) == weights(uninterrupted, in: folder))
    }
  }

  @Test("Where objects are known, the first steps learn to name them, and the model has nothing of that")
  func describing() throws {
    try withFolder { folder in
      let trainer = try TinyAnswering.trainer(data: TinyAnswering.describedData)
      let losses = try (0..<20).map { _ in try trainer.advance().loss }
      #expect(losses[19] < 0.5 * losses[0])
      while !trainer.isFinished { _ = try trainer.advance() }
      let described = folder + "/described.safetensors"
      try trainer.writeModel(to: described)
      let plain = folder + "/plain.safetensors"
      try TinyAnswering.trainer().writeModel(to: plain)
      let names = try [described, plain].map { try SafetensorsFile.read($0).tensors.map(\.name) }
      #expect(names[0] == names[1])
    }
  }

  @Test("A model comes back with its configuration; the vocabulary is that of the training questions")
  func roundTrip() throws {
    let model = try TinyAnswering.model(steps: 2)
    var expected = try TinyAnswering.model(TrainingQuestions(TinyAnswering.data), preset: .small)
    expected.steps = 2
    #expect(model.configuration == expected)
    #expect(
      model.configuration.vocabulary
        == ["bottom", "bright", "half", "is", "it", "left", "one", "right", "the", "top", "which"])
    #expect(model.configuration.pictureTokens == 5)
    #expect(model.digest.count == 64)
    try model.require(TinyAnswering.data)
  }

  @Test("A file of another kind of model is refused")
  func otherKind() throws {
    try withFolder { folder in
      let path = folder + "/retrieval.safetensors"
      try Tiny.trainer().writeModel(to: path)
      let error = #expect(throws: ModelError.self) { try QuestionAnsweringModel.load(path) }
      #expect(
        error?.expected == "weights with a question-answering model's configuration in their metadata")
      #expect(error?.found == "the keys heliograph.retrieval")
    }
  }

  @Test("Impossible sizes are refused before anything is allocated")
  func impossibleSizes() throws {
    try withFolder { folder in
      let path = folder + "/tiny.safetensors"
      try TinyAnswering.trainer().writeModel(to: path)
      let key = QuestionAnsweringConfiguration.metadataKey
      for (right, wrong, words) in [
        ("\"maximumWords\":8", "\"maximumWords\":100000000", "maximumWords from 1 to 4096"),
        ("\"perPatch\":8", "\"perPatch\":0", "symbols.perPatch from 1 to 4096"),
        ("\"heads\":2", "\"heads\":3", "question.heads that divide 16 features"),
      ] {
        try rewrite(path) { $1[key] = $1[key]?.replacing(right, with: wrong) }
        let error = #expect(throws: ModelError.self) { try QuestionAnsweringModel.load(path) }
        #expect(error?.expected == words)
        try rewrite(path) { $1[key] = $1[key]?.replacing(wrong, with: right) }
      }
    }
  }

  @Test(
    "Sizes that are possible one by one but not together are refused by their product, before anything is allocated")
  func impossibleProduct() throws {
    try withFolder { folder in
      let path = folder + "/tiny.safetensors"
      try TinyAnswering.trainer().writeModel(to: path)
      var model = try QuestionAnsweringModel.load(path).configuration
      for part in [\QuestionAnsweringConfiguration.question, \.picture, \.fusion] {
        model[keyPath: part] = TransformerSizes(features: 4096, heads: 2, hidden: 16384, layers: 64)
      }
      let json = String(decoding: try JSONEncoder().encode(model), as: UTF8.self)
      try rewrite(path) { $1[QuestionAnsweringConfiguration.metadataKey] = json }
      let error = #expect(throws: ModelError.self) { try QuestionAnsweringModel.load(path) }
      #expect(error?.expected == "the \(model.parameterCount) parameters of the sizes in its configuration")
      #expect(model.parameterCount > 40_000_000_000)
    }
  }

  @Test("The channel is at its best until the clear steps are over, then worsens evenly to the whole channel")
  func schedule() {
    var options = QuestionAnsweringTrainingOptions()
    (options.describingShare, options.clearShare, options.annealingShare) = (0.1, 0.2, 0.4)
    var training = CodecTrainingConfiguration()
    training.steps = 100
    let described = TrainingSchedule(options, training, describes: true)
    #expect(described.describingSteps == 10)
    #expect([10, 29, 30, 40, 50, 69, 70, 99].map(described.badness) == [0, 0, 0, 0.25, 0.5, 0.975, 1, 1])
    #expect([29, 50, 70].map { described.channel(at: $0).lowestSNR } == [18, 6, -6])
    #expect([29, 50, 70].map { described.channel(at: $0).rayleighShare } == [0, 0.25, 0.5])
    #expect(described.channel(at: 99) == training)
    let plain = TrainingSchedule(options, training, describes: false)
    #expect(plain.describingSteps == 0)
    #expect([0, 20, 40].map(plain.badness) == [0, 0.5, 1])
    options.annealingShare = 0
    let sudden = TrainingSchedule(options, training, describes: true)
    #expect([29, 30].map(sudden.badness) == [0, 1])
  }

  @Test(
    "A question without a word, or with too many, is refused by its name",
    arguments: ["??", "so " + String(repeating: "very ", count: 32)])
  func impossibleQuestion(text: String) throws {
    struct Asked: PictureQuestions {
      let text: String
      let name = "asked"
      let answers = ["no", "yes"]
      let pictureShape = PictureShape(width: 16, height: 16, channels: 1)
      func count(of split: Split) -> Int { 3 }
      func sample(_ index: Int, of split: Split) throws -> QuestionSample {
        let sample = try TinyAnswering.data.sample(index, of: split)
        return QuestionSample(
          picture: sample.picture, question: index == 2 ? text : "Is it?", answer: 0, identifier: "asked/\(index)")
      }
    }
    let error = #expect(throws: DataSetError.self) { try TrainingQuestions(Asked(text: text)) }
    #expect(error?.place == "asked/2")
    #expect(error?.expected == "a question of 1 to 32 words")
  }

  @Test("A data set with other answers or pictures is refused")
  func otherData() throws {
    struct Other: PictureQuestions {
      let name = "other"
      let answers = ["no", "yes"]
      let pictureShape = PictureShape(width: 16, height: 16, channels: 1)
      func count(of split: Split) -> Int { 1 }
      func sample(_ index: Int, of split: Split) throws -> QuestionSample {
        let sample = try TinyAnswering.data.sample(index, of: split)
        return QuestionSample(picture: sample.picture, question: "Is it?", answer: 0, identifier: "other")
      }
    }
    let model = try TinyAnswering.model()
    let error = #expect(throws: ModelError.self) { try model.require(Other()) }
    #expect(
      error?.description
        == "\(model.path): expected a model with the 2 answers of other, for pictures of 16×16×1, found one with the 6 "
        + "answers of bar-questions, for pictures of 16×16×1. "
        + "Train a model for this data: helio train codec vqa --data FOLDER.")
    #expect(throws: ModelError.self) {
      try TrainableQuestionAnswering(model.configuration, questions: TrainingQuestions(Other()))
    }
  }
}
