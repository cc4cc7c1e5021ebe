import FoundationEssentials
import Semantics
import Tensors
import Testing

@Suite("Training a codec")
struct TrainingTests {
  private func weights(_ trainer: CodecTrainer<TrainableRetrieval>, in folder: String) throws -> Data {
    let path = folder + "/weights.safetensors"
    try trainer.writeModel(to: path)
    return try Data(contentsOf: URL(filePath: path))
  }

  @Test("Sixty steps lower the loss, and the same seed makes the same weights bit for bit")
  func lossAndReproducibility() throws {
    try withFolder { folder in
      var files: [Data] = []
      for _ in 0..<2 {
        let trainer = try Tiny.trainer()
        let losses = try (0..<60).map { _ in try trainer.advance().loss }
        let (first, last) = (losses.prefix(10).reduce(0, +), losses.suffix(10).reduce(0, +))
        #expect(last < 0.6 * first)
        files.append(try weights(trainer, in: folder))
      }
      #expect(files[0] == files[1])
      var other = Tiny.training
      other.seed = 2
      let (untrained, reseeded) = (
        try weights(Tiny.trainer(), in: folder), try weights(Tiny.trainer(other), in: folder)
      )
      #expect(reseeded != untrained)
    }
  }

  @Test("A training that is stopped and resumed makes the weights and the history of one that was not")
  func resuming() throws {
    var training = Tiny.training
    training.steps = 12
    try withFolder { folder in
      let whole = TrainingRun(folder: folder + "/whole", checkpointInterval: 100)
      let uninterrupted = try Tiny.trainer(training)
      #expect(try whole.train(uninterrupted, shouldStop: { false }, report: { _ in }) == .finished)

      let parts = TrainingRun(folder: folder + "/parts", checkpointInterval: 3)
      let first = try Tiny.trainer(training)
      var steps = 0
      let end = try parts.train(first, shouldStop: { steps == 5 }, report: { _ in steps += 1 })
      #expect(end == .interrupted)
      let checkpoint = try TrainingCheckpoint<TrainableRetrieval>.read(parts.checkpoint)
      #expect(checkpoint.step == 5)
      let second = try CodecTrainer(
        TrainableRetrieval(checkpoint.model, checkpoint.options, pictures: TrainingPictures(Tiny.data)),
        resuming: checkpoint)
      #expect(try parts.train(second, shouldStop: { false }, report: { _ in }) == .finished)

      #expect(try weights(second, in: folder) == weights(uninterrupted, in: folder))
      let histories = try [whole, parts].map { try String(contentsOf: URL(filePath: $0.history), encoding: .utf8) }
      #expect(histories[0] == histories[1])
      #expect(histories[0].split(separator: "\n").count == 13)
    }
  }

  @Test("A loss that is not a number stops the training and names the step and the last good checkpoint")
  func divergence() throws {
    var training = Tiny.training
    training.learningRate = 1e30
    training.warmUpSteps = 0
    try withFolder { folder in
      let run = TrainingRun(folder: folder, checkpointInterval: 1)
      let trainer = try Tiny.trainer(training)
      let error = #expect(throws: TrainingDiverged.self) {
        try run.train(trainer, shouldStop: { false }, report: { _ in })
      }
      #expect(error?.step == 2)
      #expect(
        error?.description
          == "step 2: the loss is not a number; the last good checkpoint is \(run.checkpoint). "
          + "Start again with a lower --learning-rate.")
    }
  }

  @Test("A checkpoint with an impossible step is refused", arguments: [-1, 61])
  func impossibleStep(step: Int) throws {
    try withFolder { folder in
      let path = folder + "/checkpoint.safetensors"
      try Tiny.trainer().writeCheckpoint(to: path)
      try rewrite(path) { $1["heliograph.step"] = "\(step)" }
      let error = #expect(throws: ModelError.self) { try TrainingCheckpoint<TrainableRetrieval>.read(path) }
      #expect(
        error?.description
          == "\(path): expected a step from 0 to 60, found \(step). The file is damaged: start again without --resume.")
    }
  }

  @Test("A file that is no checkpoint, and one with a value that cannot be read, are refused with what is wrong")
  func impossibleMetadata() throws {
    try withFolder { folder in
      let path = folder + "/checkpoint.safetensors"
      try Tiny.trainer().writeCheckpoint(to: path)
      let whole = try SafetensorsFile.read(path).metadata
      func found(_ change: (inout [String: String]) -> Void) throws -> String? {
        try rewrite(path) {
          $1 = whole
          change(&$1)
        }
        let error = #expect(throws: ModelError.self) { try TrainingCheckpoint<TrainableRetrieval>.read(path) }
        #expect(error?.expected == "a checkpoint of the training of a retrieval model")
        return error?.found
      }
      let options = "heliograph.options"
      #expect(try found { $0 = [:] } == "no metadata")
      #expect(
        try found { $0[options] = nil }
          == "no heliograph.options among the keys heliograph.data, heliograph.retrieval, heliograph.step, heliograph.training"
      )
      #expect(
        try found { $0[options] = $0[options]?.replacing("largestShift", with: "shift") }
          == "no heliograph.options.largestShift")
      #expect(
        try found { $0[options] = $0[options]?.replacing("\"flips\":false", with: "\"flips\":1") }
          == "a value of another type in heliograph.options.flips")
      #expect(try found { $0["heliograph.step"] = "three" } == "something else than JSON in heliograph.step")
    }
  }

  @Test("Resuming with other pictures is refused")
  func otherPictures() throws {
    try withFolder { folder in
      let path = folder + "/checkpoint.safetensors"
      try Tiny.trainer().writeCheckpoint(to: path)
      let checkpoint = try TrainingCheckpoint<TrainableRetrieval>.read(path)
      let error = #expect(throws: ModelError.self) {
        try TrainableRetrieval(checkpoint.model, checkpoint.options, pictures: TrainingPictures(FewPictures()))
      }
      #expect(
        error?.description
          == "the training of bars: expected the training pictures of bars, 16×16×1, in its 4 classes, found few, 8×8×3, 2 "
          + "classes. "
          + "Resume with the data that the training began with.")
    }
  }

  @Test("The learning rate rises linearly, then falls along half a cosine to 0")
  func learningRate() {
    var training = CodecTrainingConfiguration()
    training.learningRate = 0.01
    training.warmUpSteps = 10
    training.steps = 110
    #expect(training.learningRate(at: 0) == 0.001)
    #expect(training.learningRate(at: 9) == 0.01)
    #expect(training.learningRate(at: 10) == 0.01)
    #expect(abs(training.learningRate(at: 60) - 0.005) < 1e-15)
    #expect(abs(training.learningRate(at: 110)) < 1e-15)
  }
}
