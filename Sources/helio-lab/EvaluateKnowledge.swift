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
      same test samples, and writes the knowledge base ε(k, γ) beside the model as NAME.knowledge.json.

      Over awgn γ is the instantaneous signal-to-noise ratio: this is what the emulation reads. Over rayleigh the
      levels are averages, one h for each task: such a table is for figures, and is written as NAME.rayleigh.json.
      Of a model without a channel, which a UE runs as semantics.vqa.local-model, the local accuracy is written.

      Examples:
        helio evaluate knowledge retrieval-shapes
        helio evaluate knowledge translation-street-scenes --figures figures
        helio evaluate knowledge models/mine.safetensors --data pictures/ --samples 4000
        helio evaluate knowledge vqa-scene-questions --channel rayleigh --k-word 16 --k-patch 32
      """)

  @Argument(help: "The model: a name in models/, or the path of a safetensors file.")
  var model: String

  @Option(help: "The data to measure with: a name or a path. Default: the procedural set that it was trained on.")
  var data: String?

  @Option(help: "k^T, symbols per word, separated by commas.")
  var kWord = IntegerList(values: [4, 8, 12, 16, 20])

  @Option(help: "k^I, symbols per patch, separated by commas.")
  var kPatch = IntegerList(values: [4, 8, 16, 32])

  @Option(parsing: .unconditional, help: "Levels in dB: lowest:highest:step, or levels separated by commas.")
  var snr = LevelList(values: KnowledgeBase.standardSNRs.map(\.value))

  @Option(help: "awgn: instantaneous levels; rayleigh: average levels, for figures.")
  var channel = EvaluationSettings.Channel.awgn

  @Option(help: "Test samples for each point. Default: 10000, which makes ±1 point; 2000 sentences.")
  var samples: Int?

  @Option(help: "Pictures in the gallery of a retrieval model.")
  var gallery = 720

  @Option(help: "The seed of noise and fading.")
  var seed: UInt64 = 1

  @Option(help: "Where the knowledge base goes. Default: beside the model.")
  var output: String?

  @Option(help: "A folder for the table as a figure; needs gnuplot.")
  var figures: String?

  func run() throws {
    try setThreads(1)
    let path = model.contains("/") || model.hasSuffix(".safetensors") ? model : "models/\(model).safetensors"
    let stem = path.hasSuffix(".safetensors") ? String(path.dropLast(".safetensors".count)) : path
    let output = output ?? "\(stem).\(channel == .awgn ? "knowledge" : "rayleigh").json"
    try JSONFile.check(output)
    let plotter = try figures.map { try Plotter(folder: $0) }
    let trained = try TrainedModel.load(path)
    let knowledge = try measured(trained, data: data ?? trained.dataSet)
    try knowledge.json().write(to: URL(filePath: output), options: .atomic)
    print("\(output): \(knowledge.summary)")
    if let plotter {
      let name = URL(filePath: stem).lastPathComponent + (channel == .awgn ? "-knowledge" : "-rayleigh")
      let command = "helio evaluate knowledge \(model) --channel \(channel)"
      if let figure = knowledge.figure(named: name, writtenBy: command) {
        print(try plotter.draw([figure]).joined(separator: "\n"))
      } else {
        StandardStream.error.write("no figure: a model without a channel has no curve\n")
      }
    }
  }

  private func measured(_ trained: TrainedModel, data: String) throws -> KnowledgeBase {
    // −∞ dB: what is right by chance, when noise alone comes through.
    let levels = (channel == .awgn ? [Decibels(linear: 0)] : []) + snr.values.map { Decibels($0) }
    switch trained {
    case .translation(let model):
      let text = try ParallelTextSource(recognising: data).open(splits: [.test])
      let settings = TranslationEvaluation.Settings(
        symbolsPerWord: kWord.values, snrs: levels, channel: channel, samples: samples ?? 2000, seed: seed)
      let evaluation = try TranslationEvaluation(model: model, text: text, settings: settings)
      return try followed("sentences") { try evaluation.run(report: $0) }.knowledgeBase()
    case .retrieval(let model):
      let pictures = try DataSetSource(recognising: data).open()
      let settings = EvaluationSettings(
        symbolsPerToken: kPatch.values, snrs: levels, channel: channel, samples: samples ?? 10_000, gallery: gallery,
        seed: seed)
      let evaluation = try CodecEvaluation(model: model, data: pictures, settings: settings)
      return try followed("pictures") { try evaluation.run(report: $0) }.knowledgeBase()
    case .questionAnswering(let model):
      let questions = try PictureQuestionSource(recognising: data).open(splits: [.test])
      let settings = QuestionAnsweringEvaluation.Settings(
        symbolsPerWord: kWord.values, symbolsPerPatch: kPatch.values, snrs: levels, channel: channel,
        samples: samples ?? 10_000, seed: seed)
      let evaluation = try QuestionAnsweringEvaluation(model: model, data: questions, settings: settings)
      return try followed("questions") { try evaluation.run(report: $0) }.knowledgeBase()
    }
  }

  /// Runs a measurement under a line that shows how far it is.
  private func followed<Report>(
    _ unit: String, _ work: ((_ done: Int, _ count: Int) -> Void) throws -> Report
  ) throws -> Report {
    var line: ProgressLine?
    return try work { done, count in
      if line == nil { line = ProgressLine(total: count, unit: unit) }
      line?.show(done)
    }
  }
}

extension KnowledgeBase {
  /// What was measured, in a line.
  fileprivate var summary: String {
    let local = "\(task.rawValue), local \(fixed(100 * localAccuracy, 2)) %"
    guard channel != .absent else { return local + ", no channel" }
    let all = accuracies.joined()
    let (lowest, highest) = (all.min() ?? 0, all.max() ?? 0)
    return local + ", over the channel "
      + "\(fixed(100 * lowest, 1)) … \(fixed(100 * highest, 1)) % at \(accuracies.count) numbers of symbols × "
      + "\(snrs.count) levels"
  }
}
