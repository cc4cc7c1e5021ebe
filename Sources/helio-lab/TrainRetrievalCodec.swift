public import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
public import Semantics
import Tasks
import Tensors

/// `train codec retrieval`.
struct TrainRetrievalCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrieval",
    abstract: "Train the image-retrieval codec.",
    discussion: """
      Ctrl-C completes the step, writes a checkpoint and says how to go on.

      Examples:
        helio train codec retrieval --data shapes --output models/my-shapes.safetensors
        helio train codec retrieval --data ../shared/data/fashion-mnist --steps 3000 --seed 2
        helio train codec retrieval --data shapes --resume models/retrieval-shapes.checkpoints/checkpoint.safetensors
      """)

  @Option(help: "The pictures: 'shapes', or a folder with Fashion-MNIST or with your own PNG or JPEG pictures.")
  var data = "shapes"

  @Option(help: "The network: small, or deep, which photographs such as CIFAR-10's want.")
  var preset = RetrievalPreset.small

  @Option(help: "Where the weights go. Default: models/retrieval-<data>.safetensors.")
  var output: String?

  @Option(help: "Steps of training. Default: \(CodecTrainingConfiguration().steps).")
  var steps: Int?

  @Option(help: "Pictures per step. Default: \(CodecTrainingConfiguration().batchSize).")
  var batch: Int?

  @Option(help: "The seed of weights, order, augmentation and channel. Default: 1.")
  var seed: UInt64?

  @Option(help: "The highest learning rate. Default: \(CodecTrainingConfiguration().learningRate).")
  var learningRate: Double?

  @Option(help: "Pixels by which pictures are moved at most. Default: \(RetrievalTrainingOptions().largestShift).")
  var shift: Int?

  @Option(help: "Steps from one checkpoint to the next.")
  var checkpointEvery = 250

  @Option(help: "A checkpoint to continue from; its settings are kept.")
  var resume: String?

  func validate() throws {
    guard resume == nil || (steps == nil && batch == nil && seed == nil && learningRate == nil && shift == nil) else {
      throw ValidationError(
        "--resume keeps the checkpoint's settings: leave out --steps, --batch, --seed, --learning-rate and --shift")
    }
  }

  func run() throws {
    try setThreads(1)
    raiseAllocatorThresholds()
    let checkpoint = try resume.map { try TrainingCheckpoint<TrainableRetrieval>.read($0) }
    let source = try DataSetSource(recognising: data)
    StandardStream.error.write("reading \(source)…\n")
    let data = try source.open(splits: [.train])
    let pictures = try TrainingPictures(data)
    let trainer =
      if let checkpoint {
        try CodecTrainer(
          TrainableRetrieval(checkpoint.model, checkpoint.options, pictures: pictures), resuming: checkpoint)
      } else {
        try CodecTrainer(
          TrainableRetrieval(
            RetrievalConfiguration(for: data, preset: preset, seed: training.seed), options, pictures: pictures),
          training)
      }
    let name = "retrieval-\(data.name)"
    let output = output ?? "models/\(name).safetensors"
    let folder =
      resume.map { URL(filePath: $0).deletingLastPathComponent().relativePath } ?? Self.checkpoints(of: output)
    try train(trainer, in: TrainingRun(folder: folder, checkpointInterval: checkpointEvery), output: output)
  }

  /// The folder of checkpoints beside a model: `models/mine.checkpoints` for `models/mine.safetensors`.
  private static func checkpoints(of output: String) -> String {
    let suffix = ".safetensors"
    return (output.hasSuffix(suffix) ? String(output.dropLast(suffix.count)) : output) + ".checkpoints"
  }

  private var training: CodecTrainingConfiguration {
    var training = preset.training
    training.steps = steps ?? training.steps
    training.batchSize = batch ?? training.batchSize
    training.seed = seed ?? training.seed
    training.learningRate = learningRate ?? training.learningRate
    training.warmUpSteps = min(training.warmUpSteps, training.steps / 10)
    return training
  }

  private var options: RetrievalTrainingOptions {
    var options = preset.options
    options.largestShift = shift ?? options.largestShift
    return options
  }

  private func train(_ trainer: CodecTrainer<TrainableRetrieval>, in run: TrainingRun, output: String) throws {
    let interruption = Interruption()
    var progress = TrainingProgress(steps: trainer.training.steps, from: trainer.step)
    let end = try run.train(trainer, shouldStop: { interruption.wasRequested }, report: { progress.report($0) })
    switch end {
    case .interrupted:
      StandardStream.error.write(
        "\nstopped after step \(trainer.step). To go on:\n"
          + "  helio train codec retrieval --data \(data) --output \(output) --resume \(run.checkpoint)\n")
      throw ExitCode(128 + SIGINT)
    case .finished:
      let folder = URL(filePath: output).deletingLastPathComponent().path
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try trainer.writeModel(to: output)
      print("\(output): \(trainer.parameterCount) parameters after \(trainer.step) steps; history in \(run.history)")
    }
  }
}

extension RetrievalPreset: ExpressibleByArgument {}
