import FoundationEssentials
import Randomness
import Semantics
import Tasks
import Tensors

/// Grey pictures of 16 × 16 pixels with a bright half, left, right, top or bottom: a task that few steps can learn.
struct BarPictures: LabelledPictures {
  let name = "bars"
  let classNames = ["left", "right", "top", "bottom"]
  let pictureShape = PictureShape(width: 16, height: 16, channels: 1)

  func count(of split: Split) -> Int { split == .train ? 64 : 32 }

  func sample(_ index: Int, of split: Split) throws -> PictureSample {
    var stream = RandomStream(seed: 5, purpose: "bars-\(split.rawValue)", slot: index)
    let label = index % 4
    let pixels = (0..<256).map { pixel in
      let (x, y) = (pixel % 16, pixel / 16)
      let isBright = [x < 8, x >= 8, y < 8, y >= 8][label]
      return UInt8(stream.integer(below: 100) + (isBright ? 120 : 0))
    }
    return PictureSample(
      picture: try Picture(width: 16, height: 16, channels: 1, pixels: pixels), label: label,
      identifier: "bars/\(split.rawValue)/\(index)")
  }
}

/// A network and a training that take a second.
enum Tiny {
  static let data = BarPictures()

  static var model: RetrievalConfiguration {
    var model = RetrievalConfiguration(for: data)
    model.features = 16
    model.heads = 2
    model.hidden = 32
    model.layers = 1
    model.stemChannels = [4, 8]
    model.maximumSymbolsPerToken = 8
    model.embeddingSize = 8
    return model
  }

  static var training: CodecTrainingConfiguration {
    var training = CodecTrainingConfiguration()
    training.steps = 60
    training.batchSize = 16
    training.warmUpSteps = 5
    training.learningRate = 5e-3
    return training
  }

  static var options: RetrievalTrainingOptions {
    var options = RetrievalTrainingOptions()
    options.symbolsPerToken = [2, 8]
    options.largestShift = 1
    options.flips = false
    return options
  }

  static func trainer(
    _ training: CodecTrainingConfiguration = training
  ) throws -> CodecTrainer<TrainableRetrieval> {
    try setThreads(1)
    var model = model
    model.seed = training.seed
    return try CodecTrainer(TrainableRetrieval(model, options, pictures: TrainingPictures(data)), training)
  }

  /// A model that knows its task, read from a file.
  static func trained() throws -> RetrievalModel {
    try withFolder { folder in
      let trainer = try trainer()
      while !trainer.isFinished { _ = try trainer.advance() }
      try trainer.writeModel(to: folder + "/tiny.safetensors")
      return try RetrievalModel.load(folder + "/tiny.safetensors")
    }
  }

  /// A model with weights as they are drawn, read from a file.
  static func untrained() throws -> RetrievalModel {
    try withFolder { folder in
      try trainer().writeModel(to: folder + "/tiny.safetensors")
      return try RetrievalModel.load(folder + "/tiny.safetensors")
    }
  }
}

/// Runs `body` with an empty folder that is removed afterwards.
func withFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "semantics-\(UUID().uuidString)").path
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// Writes a safetensors file again with other tensors or metadata.
func rewrite(
  _ path: String, _ change: (_ tensors: inout [NamedTensor], _ metadata: inout [String: String]) throws -> Void
) throws {
  let file = try SafetensorsFile.read(path)
  var (tensors, metadata) = (file.tensors, file.metadata)
  try change(&tensors, &metadata)
  try SafetensorsFile.write(path, tensors: tensors, metadata: metadata)
}

/// A file of the repository.
func repositoryFile(_ path: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: path).path
}
