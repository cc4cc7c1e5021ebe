import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
import Quantities
import Semantics
import Tasks
import Tensors

/// `evaluate codec translation`.
struct EvaluateTranslationCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translation",
    abstract: "Measure the translation codec on the same test sentences at every point.",
    discussion: """
      Examples:
        helio evaluate codec translation --model translation-street-scenes
        helio evaluate codec translation --model models/mine.safetensors --data mine.en,mine.de --beam 4
        helio evaluate codec translation --model translation-street-scenes --channel rayleigh --k 16 --snr 12
      """)

  @Option(help: "The model: a name in models/, or the path of a safetensors file.")
  var model: String

  @Option(help: "The sentences: 'street-scenes', the folder of Multi30k, or two aligned text files: source,target.")
  var data = "street-scenes"

  @Option(help: "Symbols per word, separated by commas.")
  var k = IntegerList(values: [4, 8, 12, 16, 20])

  @Option(parsing: .unconditional, help: "Levels in dB: lowest:highest:step, or levels separated by commas.")
  var snr = LevelList(values: KnowledgeBase.standardSNRs.map(\.value))

  @Option(help: "awgn: noise alone; rayleigh: fading too, the levels are averages.")
  var channel = EvaluationSettings.Channel.awgn

  @Option(help: "Test sentences for each point.")
  var samples = 1000

  @Option(help: "How many beginnings the search follows; 1 is greedy.")
  var beam = 1

  @Option(help: "The seed of noise and fading.")
  var seed: UInt64 = 1

  @Option(help: "Prints this many local translations with their sources and references.")
  var show = 0

  @Option(help: "Where the figures go as JSON.")
  var json: String?

  func run() throws {
    try setThreads(1)
    let path = model.contains("/") || model.hasSuffix(".safetensors") ? model : "models/\(model).safetensors"
    let model = try TranslationModel.load(path)
    let text = try ParallelTextSource(recognising: data).open(splits: [.test])
    let settings = TranslationEvaluation.Settings(
      symbolsPerWord: k.values, snrs: snr.values.map { Decibels($0) }, channel: channel, samples: samples,
      search: TranslationSearch(width: beam), seed: seed)
    let evaluation = try TranslationEvaluation(model: model, text: text, settings: settings)
    let isTerminal = isatty(STDERR_FILENO) == 1
    let report = try evaluation.run { done, count in
      if isTerminal { StandardStream.error.write("\r\(done)/\(count) sentences\(done == count ? "\n" : "")") }
    }
    print(AccuracyTable(report).text)
    try showTranslations(of: model, text)
    if let json { try report.json().write(to: URL(filePath: json), options: .atomic) }
  }

  private func showTranslations(of model: TranslationModel, _ text: any ParallelText) throws {
    let pairs = try (0..<max(0, min(show, text.count(of: .test)))).map { try text.pair($0, of: .test) }
    for (pair, translation) in zip(pairs, try model.translateLocally(pairs.map(\.source))) {
      print("\nsource       \(pair.source)\nreference    \(pair.target)\ntranslation  \(translation)")
    }
  }
}
