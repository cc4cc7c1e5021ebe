import ArgumentParser
import CommandLineSupport
import Figures
import FoundationEssentials
import Glibc
import Plotting
import Semantics
import Tensors

/// What every `train codec …` takes, and the training itself: progress, checkpoints, Ctrl-C, the learning curve.
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

  /// Trains to the end, or until Ctrl-C, and writes the weights.
  ///
  /// - Parameters:
  ///   - trainer: at its start, or resumed.
  ///   - kind: what `helio train codec` is followed by.
  ///   - data: the name or path of the data, to be named in the command that goes on.
  ///   - dataSet: the data's short name, for the default of `--output`.
  /// - Throws: `ExitCode` 130 after Ctrl-C, when the command that goes on is printed.
  func train<Codec>(_ trainer: CodecTrainer<Codec>, kind: String, data: String, dataSet: String) throws {
    let output = try output ?? defaultOutput("models/\(kind)-\(dataSet).safetensors")
    let folder =
      resume.map { URL(filePath: $0).deletingLastPathComponent().relativePath } ?? Self.checkpoints(of: output)
    let run = TrainingRun(folder: folder, checkpointInterval: checkpointEvery)
    // Made before the training: a missing gnuplot is told before hours are spent.
    let plotter = try figure.map { picture in
      try Plotter(folder: URL(filePath: picture).deletingLastPathComponent().path, option: "--figure")
    }
    if let weights { try trainer.begin(withWeightsOf: weights) }
    let interruption = Interruption()
    var progress = TrainingProgress(steps: trainer.training.steps, from: trainer.step)
    let end = try run.train(trainer, shouldStop: { interruption.wasRequested }, report: { progress.report($0) })
    if let figure, let plotter {
      Self.drawLearningCurve(of: run.history, to: figure, title: "\(kind), \(dataSet)", with: plotter)
    }
    switch end {
    case .interrupted:
      Terminal.error.write(
        "\nstopped after step \(trainer.step). To go on:\n"
          + "  helio train codec \(kind) --data \(Self.quoted(data)) --output \(Self.quoted(output)) "
          + "--resume \(Self.quoted(run.checkpoint))\(halfPrecision ? " --half-precision" : "")"
          + "\(figure.map { " --figure \(Self.quoted($0))" } ?? "") --checkpoint-every \(checkpointEvery)\n")
      throw ExitCode(128 + SIGINT)
    case .finished:
      let folder = URL(filePath: output).deletingLastPathComponent().path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try trainer.writeModel(to: output, elementType: halfPrecision ? .float16 : .float32)
      print("\(output): \(trainer.parameterCount) parameters after \(trainer.step) steps; history in \(run.history)")
    }
  }

  /// Where weights go of which it is not said: never in the place of others, which may be those that are shipped.
  private func defaultOutput(_ path: String) throws -> String {
    guard resume != nil || !FileManager.default.fileExists(atPath: path) else {
      throw ValidationError("\(path) is there already: say with --output where the new weights go")
    }
    return path
  }

  /// Draws a history; what goes wrong is said and stops nothing, the weights are worth more than their figure.
  private static func drawLearningCurve(of history: String, to picture: String, title: String, with plotter: Plotter) {
    let place = URL(filePath: picture)
    let name = String(place.lastPathComponent.dropLast(".png".count))
    do {
      let text = try String(contentsOf: URL(filePath: history), encoding: .utf8)
      guard let curve = Figure.learningCurve(history: text, named: name, title: title, writtenBy: "helio train codec")
      else {
        Terminal.error.write("no figure: \(history) has no steps yet\n")
        return
      }
      _ = try plotter.draw([curve])
    } catch {
      Terminal.error.write("no figure: \(error)\n")
    }
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
