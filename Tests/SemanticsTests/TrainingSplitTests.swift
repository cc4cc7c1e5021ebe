import Quantities
import Semantics
import Tasks
import Tensors
import Testing

/// A sample of a test split was read.
private struct Peeked: Error {}

/// Pictures of whose test split none may be read.
private struct GuardedPictures: LabelledPictures {
  let name = Tiny.data.name
  let classNames = Tiny.data.classNames
  let pictureShape = Tiny.data.pictureShape

  func count(of split: Split) -> Int { Tiny.data.count(of: split) }

  func sample(_ index: Int, of split: Split) throws -> PictureSample {
    guard split == .train else { throw Peeked() }
    return try Tiny.data.sample(index, of: split)
  }
}

/// Sentences of whose test split none may be read.
private struct GuardedText: ParallelText {
  let name = TinyTranslation.text.name

  func count(of split: Split) -> Int { TinyTranslation.text.count(of: split) }

  func pair(_ index: Int, of split: Split) throws -> SentencePair {
    guard split == .train else { throw Peeked() }
    return try TinyTranslation.text.pair(index, of: split)
  }
}

/// Questions of whose test split none may be read.
private struct GuardedQuestions: PictureQuestions {
  let name = TinyAnswering.data.name
  let answers = TinyAnswering.data.answers
  let pictureShape = TinyAnswering.data.pictureShape

  func count(of split: Split) -> Int { TinyAnswering.data.count(of: split) }

  func sample(_ index: Int, of split: Split) throws -> QuestionSample {
    guard split == .train else { throw Peeked() }
    return try TinyAnswering.data.sample(index, of: split)
  }

  func objects(_ index: Int, of split: Split) throws -> [DepictedObject] {
    guard split == .train else { throw Peeked() }
    return try TinyAnswering.data.objects(index, of: split)
  }
}

@Suite("Training never reads the test split")
struct TrainingSplitTests {
  private func run<Codec: TrainableCodec>(_ codec: Codec, _ training: CodecTrainingConfiguration) throws {
    try setThreads(1)
    var training = training
    training.steps = 12
    let trainer = try CodecTrainer(codec, training)
    while !trainer.isFinished { _ = try trainer.advance() }
  }

  @Test("of sentences, nor does the learning of their vocabulary")
  func translation() throws {
    var model = try TinyTranslation.model()
    model.vocabulary = try TrainingSentences.vocabulary(of: GuardedText(), merges: 50)
    let sentences = try TrainingSentences(GuardedText(), for: model)
    try run(
      TrainableTranslation(model, TinyTranslation.options, sentences: sentences), TinyTranslation.training)
  }

  @Test("of pictures, nor does a gallery")
  func retrieval() throws {
    let pictures = try TrainingPictures(GuardedPictures())
    try run(TrainableRetrieval(Tiny.model, Tiny.options, pictures: pictures), Tiny.training)
    _ = try Gallery(model: Tiny.untrained(), data: GuardedPictures(), count: 8)
  }

  @Test("of questions")
  func questions() throws {
    let questions = try TrainingQuestions(GuardedQuestions())
    try run(
      TrainableQuestionAnswering(
        TinyAnswering.model(questions, preset: .small), TinyAnswering.options, questions: questions),
      TinyAnswering.training)
  }
}
