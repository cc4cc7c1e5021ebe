import FoundationEssentials
import Quantities
import Semantics
import Tasks
import Tensors
import Testing

@Suite("Training a translation codec")
struct TranslationTrainingTests {
  private func weights(_ trainer: CodecTrainer<TrainableTranslation>, in folder: String) throws -> Data {
    let path = folder + "/weights.safetensors"
    try trainer.writeModel(to: path)
    return try Data(contentsOf: URL(filePath: path))
  }

  @Test("A training that is stopped, after more than an epoch, and resumed makes the weights of one that was not")
  func resuming() throws {
    var training = TinyTranslation.training
    training.steps = 20
    try withFolder { folder in
      var model = try TinyTranslation.model()
      model.dropout = 0.1
      let make = {
        try TrainableTranslation(
          model, TinyTranslation.options, sentences: TrainingSentences(TinyTranslation.text, for: model))
      }
      let whole = try CodecTrainer(make(), training)
      while !whole.isFinished { _ = try whole.advance() }

      let run = TrainingRun(folder: folder, checkpointInterval: 3)
      let first = try CodecTrainer(make(), training)
      var steps = 0
      #expect(try run.train(first, shouldStop: { steps == 14 }, report: { _ in steps += 1 }) == .interrupted)
      let checkpoint = try TrainingCheckpoint<TrainableTranslation>.read(run.checkpoint)
      #expect(checkpoint.model == model)
      let second = try CodecTrainer(make(), resuming: checkpoint)
      #expect(try run.train(second, shouldStop: { false }, report: { _ in }) == .finished)
      #expect(try weights(second, in: folder) == weights(whole, in: folder))
    }
  }

  @Test("A checkpoint goes on with the pairs that it began with alone; one that does not know them with any")
  func otherData() throws {
    try withFolder { folder in
      let path = folder + "/checkpoint.safetensors"
      let trainer = try TinyTranslation.trainer()
      _ = try trainer.advance()
      try trainer.writeCheckpoint(to: path)
      let checkpoint = try TrainingCheckpoint<TrainableTranslation>.read(path)
      func codec(_ count: Int) throws -> TrainableTranslation {
        try TrainableTranslation(
          checkpoint.model, checkpoint.options,
          sentences: TrainingSentences(ToyText(trainCount: count), for: checkpoint.model))
      }
      _ = try CodecTrainer(codec(400), resuming: checkpoint)
      let error = #expect(throws: ModelError.self) { try CodecTrainer(codec(399), resuming: checkpoint) }
      #expect(
        error?.description
          == "\(path): expected the 400 samples that the training of toy began with, found 399. "
          + "Resume with the data as they were, or start again without --resume.")
      let file = try SafetensorsFile.read(path)
      try SafetensorsFile.write(
        path, tensors: file.tensors, metadata: file.metadata.filter { $0.key != "heliograph.data" })
      _ = try CodecTrainer(codec(399), resuming: TrainingCheckpoint<TrainableTranslation>.read(path))
    }
  }

  @Test("Weights stored with 16 bits are widened when they are read, and translate alike")
  func halfPrecision() throws {
    try withFolder { folder in
      let path = folder + "/toy.safetensors"
      try TinyTranslation.weights.get().write(to: URL(filePath: path))
      let file = try SafetensorsFile.read(path)
      let model = try TinyTranslation.model()
      let trainer = try CodecTrainer(
        TrainableTranslation(
          model, TinyTranslation.options, sentences: TrainingSentences(TinyTranslation.text, for: model)),
        TinyTranslation.training)
      try loadParameters(into: trainer.codec.network, from: file)
      let half = folder + "/half.safetensors"
      try trainer.writeModel(to: half, elementType: .float16)
      let sizes = try [path, half].map { try Data(contentsOf: URL(filePath: $0)).count }
      #expect(sizes[1] < sizes[0] * 6 / 10)
      let sentences = try (0..<20).map { try TinyTranslation.text.pair($0, of: .test).source }
      let (full, widened) = (
        try TranslationModel.load(path).translateLocally(sentences),
        try TranslationModel.load(half).translateLocally(sentences)
      )
      #expect(zip(full, widened).count { $0 == $1 } >= 19)
    }
  }

  @Test("An evaluation measures the same sentences at every point, and BLEU falls with the level")
  func evaluation() throws {
    let model = try TinyTranslation.trained()
    let settings = EvaluationSettings(.words([2, 8]), snrs: [Decibels(-9), Decibels(18)], samples: 40)
    let report = try TranslationEvaluation(model: model, text: TinyTranslation.text, settings: settings).run()
    #expect(report.points.map(\.score.samples) == [40, 40, 40, 40])
    #expect(report.points.map(\.symbols.words) == [2, 2, 8, 8])
    #expect(report.local.bleu > 85)
    #expect(report.points[3].score.bleu > report.points[2].score.bleu)
    #expect(report.points[3].score.bleu > 80)
    let again = try TranslationEvaluation(model: model, text: TinyTranslation.text, settings: settings).run()
    #expect(again == report)
    let knowledge = try report.knowledgeBase()
    #expect(knowledge.axes == .words([2, 8]))
    #expect(knowledge.accuracies[1][1] == report.points[3].score.bleu / 100)
    #expect(knowledge.standardErrors?.joined().allSatisfy { $0 >= 0 } == true)
  }

  @Test("A training can begin with a model's weights, and refuses those of another network")
  func tuning() throws {
    try withFolder { folder in
      let path = folder + "/toy.safetensors"
      try TinyTranslation.weights.get().write(to: URL(filePath: path))
      var training = TinyTranslation.training
      training.steps = 40
      training.learningRate = 1e-4
      let fresh = try TinyTranslation.trainer(training)
      let tuned = try TinyTranslation.trainer(training)
      try tuned.begin(withWeightsOf: path)
      #expect(try tuned.advance().loss < fresh.advance().loss / 2)

      var model = try TinyTranslation.model()
      model.hidden = 32
      let other = try CodecTrainer(
        TrainableTranslation(
          model, TinyTranslation.options, sentences: TrainingSentences(TinyTranslation.text, for: model)), training)
      let error = #expect(throws: ModelError.self) { try other.begin(withWeightsOf: path) }
      #expect(error?.place == path)
    }
  }

  @Test("Receiver layers that a model lacks begin as the identity, and learn")
  func widening() throws {
    try withFolder { folder in
      let path = folder + "/toy.safetensors"
      let wider = folder + "/wider.safetensors"
      try TinyTranslation.weights.get().write(to: URL(filePath: path))
      var model = try TinyTranslation.model()
      let before = model.receiverLayers
      #expect(before >= 1)
      model.receiverLayers += 2
      var training = TinyTranslation.training
      training.steps = 40
      let trainer = try CodecTrainer(
        TrainableTranslation(
          model, TinyTranslation.options, sentences: TrainingSentences(TinyTranslation.text, for: model)), training)
      try trainer.begin(withWeightsOf: path)
      try trainer.writeModel(to: wider)
      let sentences = try (0..<20).map { try TinyTranslation.text.pair($0, of: .test).source }
      #expect(
        try TranslationModel.load(wider).translateLocally(sentences)
          == TranslationModel.load(path).translateLocally(sentences))
      let name = "receiver.layers.\(before).linear2.weight"
      let added = try #require(trainer.codec.network.state.first { $0.name == name })
      #expect(try added.tensor.floats().allSatisfy { $0 == 0 })
      _ = try trainer.advance()
      #expect(try added.tensor.floats().contains { $0 != 0 })

      // The other way round, layers would be lost.
      let narrower = try TinyTranslation.trainer(training)
      #expect(throws: ModelError.self) { try narrower.begin(withWeightsOf: wider) }
    }
  }

  @Test("Names of weights are those of PyTorch's modules")
  func names() throws {
    let model = try TinyTranslation.model()
    let codec = try TrainableTranslation(
      model, TinyTranslation.options, sentences: TrainingSentences(TinyTranslation.text, for: model))
    let shapes = Dictionary(uniqueKeysWithValues: codec.network.state.map { ($0.name, $0.tensor.shape) })
    #expect(shapes["embedding.weight"] == [model.vocabulary.count, 32])
    #expect(shapes["encoder.layers.0.self_attn.in_proj_weight"] == [96, 32])
    #expect(shapes["channel_encoder.weight"] == [16, 32])
    #expect(shapes["channel_decoder.linear1.weight"] == [64, 18])
    #expect(shapes["receiver.norm.bias"] == [32])
    #expect(shapes["decoder.layers.0.multihead_attn.out_proj.bias"] == [32])
    #expect(shapes["decoder.norm.weight"] == [32])
  }

  @Test("A corpus with a sentence that the model cannot take is refused by the sentence's name, before anything runs")
  func impossibleSentence() throws {
    struct Endless: ParallelText {
      let name = "endless"
      func count(of split: Split) -> Int { 2 }
      func pair(_ index: Int, of split: Split) throws -> SentencePair {
        let source = index == 0 ? "The dog runs." : String(repeating: "dog ", count: 20)
        return SentencePair(source: source, target: "Hund.", identifier: "endless.en:\(index + 1)")
      }
    }
    let model = try TinyTranslation.untrained()
    try model.require(Endless(), first: 1)
    let error = #expect(throws: ModelError.self) { try model.require(Endless()) }
    #expect(error?.place == "endless.en:2")
  }
}
