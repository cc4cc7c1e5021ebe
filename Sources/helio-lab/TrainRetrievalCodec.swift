public import ArgumentParser
public import Semantics
import Tasks

/// `train codec retrieval`.
struct TrainRetrievalCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrieval",
    abstract: "Train the image-retrieval codec.",
    discussion: """
      Defaults: \(defaults.steps) steps (deep: \(RetrievalPreset.deep.training.steps)) of \(defaults.batchSize) \
      pictures, a learning rate of up to \(defaults.learningRate). Ctrl-C completes the step, writes a checkpoint and \
      says how to go on.

      Examples:
        helio train codec retrieval --data shapes --output models/my-shapes.safetensors
        helio train codec retrieval --data ../shared/data/fashion-mnist --steps 3000 --seed 2
        helio train codec retrieval --data cifar-10-batches-bin --preset deep
        helio train codec retrieval --data shapes --resume models/retrieval-shapes.checkpoints/checkpoint.safetensors
      """)

  /// The training that the options change.
  private static var defaults: CodecTrainingConfiguration { RetrievalPreset.small.training }

  @Option(
    help: "The pictures: 'shapes', or a folder with Fashion-MNIST, CIFAR-10 or your own PNG or JPEG pictures.")
  var data = "shapes"

  @Option(help: "The network and its training: small, or deep for photographs such as CIFAR-10's. Default: small.")
  var preset: RetrievalPreset?

  @Option(help: "k, symbols per token to train for, separated by commas. Default: 4,8,16,32.")
  var k: IntegerList?

  @Option(help: "Pixels by which pictures are moved at most. Default: \(RetrievalTrainingOptions().largestShift).")
  var shift: Int?

  @OptionGroup var training: TrainingOptions

  func validate() throws {
    try training.refuseWithResume([("--preset", preset != nil), ("--k", k != nil), ("--shift", shift != nil)])
  }

  func run() throws {
    try TrainingOptions.prepareProcess()
    let checkpoint = try training.checkpoint(of: TrainableRetrieval.self)
    let source = try DataSetSource(recognising: data)
    let run = try CodecTraining("retrieval", data: data, dataSet: source.name, training)
    run.announceReading(source)
    let set = try source.open(splits: [.train])
    let pictures = try run.preparing("pictures") { try TrainingPictures(set, report: $0) }
    let trainer =
      if let checkpoint {
        try CodecTrainer(
          TrainableRetrieval(checkpoint.model, checkpoint.options, pictures: pictures), resuming: checkpoint)
      } else {
        try newTrainer(set, pictures)
      }
    try run.train(trainer)
  }

  private func newTrainer(
    _ data: any LabelledPictures, _ pictures: TrainingPictures
  ) throws -> CodecTrainer<TrainableRetrieval> {
    let preset = preset ?? .small
    var options = preset.options
    options.symbolsPerToken = k?.values ?? options.symbolsPerToken
    options.largestShift = shift ?? options.largestShift
    let configuration = training.configuration(preset.training)
    let model = RetrievalConfiguration(for: data, preset: preset, seed: configuration.seed)
    return try CodecTrainer(TrainableRetrieval(model, options, pictures: pictures), configuration)
  }
}

extension RetrievalPreset: ExpressibleByArgument {}
