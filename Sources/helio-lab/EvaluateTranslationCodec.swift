import ArgumentParser
import CommandLineSupport
import Semantics
import Tasks
import Tensors

/// `evaluate codec translation`.
struct EvaluateTranslationCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translation",
    abstract: "Measure the translation codec on the same test sentences at every point.",
    discussion: """
      By default 1000 sentences for each point.

      Examples:
        helio evaluate codec translation --model translation-street-scenes
        helio evaluate codec translation --model models/mine.safetensors --data mine.en,mine.de --beam 4
        helio evaluate codec translation --model translation-street-scenes --channel rayleigh --k 16 --snr 12
      """)

  @Option(
    help: "The model: a name, or the path of a safetensors file. Default: what helio train codec writes for the data.")
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The sentences: 'street-scenes', the folder of Multi30k, or two aligned text files: source,target. "
        + "Default: those that the model was trained on."))
  var data: String?

  @Option(help: "Symbols per word, separated by commas.")
  var k = IntegerList(values: [4, 8, 12, 16, 20])

  @Option(help: "How many hypotheses the search follows, up to 64; 1 is greedy.")
  var beam = 1

  @Option(help: "Prints this many local translations with their sources and references.")
  var show = 0

  @OptionGroup var measurement: MeasurementOptions
  @OptionGroup var output: ReportOptions

  func validate() throws {
    let widths = TranslationSearch.widths
    guard widths.contains(beam) else {
      throw ValidationError("--beam is \(beam), expected from \(widths.lowerBound) to \(widths.upperBound)")
    }
  }

  func run() throws {
    try output.check()
    try setThreads(1)
    let named = try data.map { try ParallelTextSource(recognising: $0) }
    let evaluated = try EvaluatedModel(
      model, of: .translation, trainedOn: (named ?? .streetScenes).name, in: measurement.folders)
    let model = try TranslationModel.load(evaluated.path)
    let source = try named ?? evaluated.data(trainedOn: model.configuration.dataSet, made: .streetScenes)
    let text = try source.open(splits: [.test])
    let report = try MeasurementOptions.followed("sentences") { _ in
      try TranslationEvaluation(
        model: model, text: text, search: TranslationSearch(width: beam),
        settings: measurement.settings(.words(k.values), samples: 1000))
    } _: {
      try $0.run(report: $1)
    }
    try output.publish(report, AccuracyTable(report, examples: try examples(of: model, text)))
  }

  /// Some local translations as lines.
  private func examples(of model: TranslationModel, _ text: any ParallelText) throws -> [String] {
    let pairs = try (0..<max(0, min(show, text.count(of: .test)))).map { try text.pair($0, of: .test) }
    return zip(pairs, try model.translateLocally(pairs.map(\.source))).flatMap { pair, translation in
      ["", "source       \(pair.source)", "reference    \(pair.target)", "translation  \(translation)"]
    }
  }
}
