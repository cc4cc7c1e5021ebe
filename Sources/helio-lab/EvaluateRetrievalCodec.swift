import ArgumentParser
import CommandLineSupport
import Semantics
import Tasks
import Tensors

/// `evaluate codec retrieval`.
struct EvaluateRetrievalCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrieval",
    abstract: "Measure the image-retrieval codec on the same test pictures at every point.",
    discussion: """
      By default 2000 pictures for each point.

      Examples:
        helio evaluate codec retrieval --model retrieval-shapes --data shapes
        helio evaluate codec retrieval --model retrieval-fashion-mnist --data ../shared/data/fashion-mnist \\
          --k 32 --snr 15:24:3 --samples 10000
        helio evaluate codec retrieval --model models/mine.safetensors --data pictures/ --knowledge mine.knowledge.json
      """)

  @Option(
    help: "The model: a name, or the path of a safetensors file. Default: what helio train codec writes for the data.")
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The pictures: 'shapes', or a folder with Fashion-MNIST or with your own PNG or JPEG pictures. "
        + "Default: those that the model was trained on."))
  var data: String?

  @Option(help: "Symbols per token, separated by commas.")
  var k = IntegerList(values: [4, 8, 16, 32])

  @Option(help: "Pictures in the gallery.")
  var gallery = 720

  @OptionGroup var measurement: MeasurementOptions
  @OptionGroup var output: ReportOptions

  func run() throws {
    try output.check()
    try setThreads(1)
    let named = try data.map { try DataSetSource(recognising: $0) }
    let evaluated = try EvaluatedModel(
      model, of: .retrieval, trainedOn: (named ?? .shapes).name, in: measurement.folders)
    let model = try RetrievalModel.load(evaluated.path)
    let source = try named ?? evaluated.data(trainedOn: model.configuration.dataSet, made: .shapes)
    let data = try source.open()
    let report = try MeasurementOptions.followed("pictures") {
      try RetrievalEvaluation(
        model: model, data: data, gallery: gallery, settings: measurement.settings(.patches(k.values), samples: 2000),
        report: $0)
    } _: {
      try $0.run(report: $1)
    }
    try output.publish(report, AccuracyTable(report))
  }
}
