import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Semantics
import Tensors

/// What every `train codec …` takes.
struct TrainingOptions: ParsableArguments {
  @Option(help: "Where the weights go. Default: models/<kind>-<data>.safetensors.")
  var output: String?

  @Option(help: "Steps of training. Default: see above.")
  var steps: Int?

  @Option(help: "The size of a step's batch. Default: see above.")
  var batch: Int?

  @Option(help: "The seed of weights, order, augmentation and channel. Default: 1.")
  var seed: UInt64?

  @Option(help: "The highest learning rate. Default: see above.")
  var learningRate: Double?

  @Option(help: "Steps from one checkpoint to the next.")
  var checkpointEvery = 250

  @Option(help: "A checkpoint to continue from; its settings are kept.")
  var resume: String?

  @Option(help: "A model whose weights a new training begins with, to tune it further.")
  var weights: String?

  @Flag(help: "Store the weights with 16 bits instead of 32: half the size.")
  var halfPrecision = false

  @Option(help: "Where the learning curve goes as a PNG picture; needs gnuplot.")
  var figure: String?

  func validate() throws {
    try refuseWithResume([
      ("--steps", steps != nil), ("--batch", batch != nil), ("--seed", seed != nil),
      ("--learning-rate", learningRate != nil), ("--weights", weights != nil),
    ])
    guard checkpointEvery >= 1 else {
      throw ValidationError("--checkpoint-every is \(checkpointEvery), expected 1 or more")
    }
    guard figure == nil || figure?.hasSuffix(".png") == true else {
      throw ValidationError("--figure draws PNG pictures: give a file that ends with .png")
    }
  }

  /// Refuses options that a checkpoint decides.
  ///
  /// - Parameter options: each with whether it was given.
  /// - Throws: `ValidationError` that names those given.
  func refuseWithResume(_ options: [(name: String, isGiven: Bool)]) throws {
    let given = options.filter(\.isGiven).map(\.name)
    guard resume == nil || given.isEmpty else {
      throw ValidationError("--resume keeps the checkpoint's settings: leave out \(given.joined(separator: ", "))")
    }
  }

  /// A kind's default training with what the options change.
  func configuration(_ defaults: CodecTrainingConfiguration) -> CodecTrainingConfiguration {
    var training = defaults
    training.steps = steps ?? training.steps
    training.batchSize = batch ?? training.batchSize
    training.seed = seed ?? training.seed
    training.learningRate = learningRate ?? training.learningRate
    training.warmUpSteps = min(training.warmUpSteps, training.steps / 10)
    return training
  }

  /// The checkpoint to continue from, if there is one. To be called before anything that takes long.
  func checkpoint<Codec>(of codec: Codec.Type) throws -> TrainingCheckpoint<Codec>? {
    try resume.map { try TrainingCheckpoint<Codec>.read($0) }
  }

  /// Makes this process one that trains: one thread, memory that is kept.
  static func prepareProcess() throws {
    try setThreads(1)
    raiseAllocatorThresholds()
  }

  /// Where weights go of which it is not said: never in the place of others, which may be those that are shipped.
  func defaultOutput(_ path: String) throws -> String {
    guard resume != nil || !FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("\(path) is there already: say with --output where the new weights go")
    }
    return path
  }

  /// A word as a shell takes it.
  static func quoted(_ word: String) -> String {
    let isPlain = word.utf8.allSatisfy { byte in
      byte > 127 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
        || UInt8(ascii: "-")...UInt8(ascii: "9") ~= byte || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ",")
    }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }

  /// The folder of checkpoints beside a model: `models/mine.checkpoints` for `models/mine.safetensors`.
  static func checkpoints(of output: String) -> String {
    let suffix = ".safetensors"
    return (output.hasSuffix(suffix) ? String(output.dropLast(suffix.count)) : output) + ".checkpoints"
  }
}
