import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Plotting
import Quantities
import Semantics
import Tasks
import Tensors

/// `evaluate knowledge`.
struct EvaluateKnowledge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "knowledge",
    abstract: "Measure what allocators know of a model: its accuracy for each number of symbols and each level.",
    discussion: """
      Runs a frozen model over the channel with every number of symbols, at every level and with noise alone, on the
      same test samples, and writes the knowledge base ε(k, γ) beside the model as NAME.knowledge.json. By default
      10000 samples for each point, which makes at most ±1 point, or 2000 sentences, at most ±1.3.

      Over awgn γ is the instantaneous signal-to-noise ratio: this is what the emulation reads. Over rayleigh the
      levels are averages, one h for each task: such a table is for figures, and is written as NAME.rayleigh.json.
      Of a model without a channel, which a UE runs as semantics.vqa.local-model, the local accuracy is written.

      Examples:
        helio evaluate knowledge retrieval-shapes
        helio evaluate knowledge translation-street-scenes --figures figures
        helio evaluate knowledge models/mine.safetensors --data pictures/ --samples 4000
        helio evaluate knowledge vqa-scene-questions --channel rayleigh --k-word 16 --k-patch 32
      """)

  @Argument(help: "The model: a name, or the path of a safetensors file.")
  var model: String

  @Option(help: "The data to measure with: a name or a path. Default: the procedural set that it was trained on.")
  var data: String?

  @Option(help: "k^T, symbols per word, separated by commas.")
  var kWord = IntegerList(values: [4, 8, 12, 16, 20])

  @Option(help: "k^I, symbols per patch, separated by commas.")
  var kPatch = IntegerList(values: [4, 8, 16, 32])

  @Option(help: "Pictures in the gallery of a retrieval model.")
  var gallery = 720

  @Option(help: "Where the knowledge base goes. Default: beside the model.")
  var output: String?

  @Option(help: "A folder for the table as a figure; needs gnuplot.")
  var figures: String?

  @OptionGroup var measurement: MeasurementOptions

  private var isInstantaneous: Bool { measurement.channel == .awgn }

  func run() throws {
    try setThreads(1)
    let evaluated = try EvaluatedModel(model, in: measurement.folders)
    let output = output ?? "\(evaluated.stem).\(isInstantaneous ? "knowledge" : "rayleigh").json"
    try JSONFile.check(output)
    let plotter = try figures.map { try Plotter(folder: $0) }
    let trained = try TrainedModel.load(evaluated.path)
    let knowledge = try measured(trained, evaluated)
    try knowledge.json().write(to: URL(filePath: output), options: .atomic)
    Terminal.output.write("\(output): \(knowledge.summary)\n")
    guard let plotter else { return }
    let figure = knowledge.figure(
      named: evaluated.name + (isInstantaneous ? "-knowledge" : "-rayleigh"),
      writtenBy: "helio evaluate knowledge \(model) --channel \(measurement.channel)")
    if let figure {
      Terminal.output.write(try plotter.draw([figure]).joined(separator: "\n") + "\n")
    } else {
      Terminal.error.write("no figure: a model without a channel has no curve\n")
    }
  }

  private func measured(_ trained: TrainedModel, _ evaluated: EvaluatedModel) throws -> KnowledgeBase {
    // −∞ dB: what is right by chance, when noise alone comes through.
    func settings(_ axes: KnowledgeBase.Axes, samples: Int = 10_000) -> EvaluationSettings {
      measurement.settings(axes, samples: samples, withNoiseAlone: isInstantaneous)
    }
    switch trained {
    case .translation(let model):
      let source =
        try data.map { try ParallelTextSource(recognising: $0) }
        ?? evaluated.data(trainedOn: trained.dataSet, made: .streetScenes)
      return try MeasurementOptions.followed("sentences") { _ in
        try TranslationEvaluation(
          model: model, text: source.open(splits: [.test]), settings: settings(.words(kWord.values), samples: 2000))
      } _: {
        try $0.run(report: $1)
      }.knowledgeBase()
    case .retrieval(let model):
      let source =
        try data.map { try DataSetSource(recognising: $0) }
        ?? evaluated.data(trainedOn: trained.dataSet, made: .shapes)
      return try MeasurementOptions.followed("pictures") {
        try RetrievalEvaluation(
          model: model, data: source.open(), gallery: gallery, settings: settings(.patches(kPatch.values)), report: $0)
      } _: {
        try $0.run(report: $1)
      }.knowledgeBase()
    case .questionAnswering(let model):
      let source =
        try data.map { try PictureQuestionSource(recognising: $0) }
        ?? evaluated.data(trainedOn: trained.dataSet, made: .sceneQuestions)
      return try MeasurementOptions.followed("questions") { _ in
        try QuestionAnsweringEvaluation(
          model: model, data: source.open(splits: [.test]),
          settings: settings(.both(words: kWord.values, patches: kPatch.values)))
      } _: {
        try $0.run(report: $1)
      }.knowledgeBase()
    }
  }
}

extension KnowledgeBase {
  /// What was measured, in a line.
  fileprivate var summary: String {
    func percent(_ share: Double, decimals: Int) -> String { FixedPoint.text(100 * share, decimals: decimals) }
    // The accuracy of a translation is BLEU, which runs to 100 too but is no share of anything.
    let (measure, unit) = task == .translation ? ("BLEU ", "") : ("", " %")
    let local = "\(task.rawValue), local \(measure)\(percent(localAccuracy, decimals: 2))\(unit)"
    guard channel != .absent else { return local + ", no channel" }
    let all = accuracies.joined()
    return local + ", over the channel \(measure)\(percent(all.min() ?? 0, decimals: 1)) … "
      + "\(percent(all.max() ?? 0, decimals: 1))\(unit) at "
      + counted(accuracies.count, "number of symbols", plural: "numbers of symbols")
      + " × \(counted(snrs.count, "level"))"
  }
}
