public import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
import Quantities
public import Semantics
import Tasks
import Tensors

/// `evaluate …`.
struct Evaluate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure a model, or what offloading is worth.",
    subcommands: [EvaluateCodec.self, EvaluateOffloading.self])
}

/// `evaluate codec …`.
struct EvaluateCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "codec", abstract: "Measure a semantic codec against symbols and noise.",
    subcommands: [
      EvaluateTranslationCodec.self, EvaluateRetrievalCodec.self, EvaluateQuestionAnsweringCodec.self,
    ])
}

/// `evaluate codec retrieval`.
struct EvaluateRetrievalCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retrieval",
    abstract: "Measure the image-retrieval codec on the same test pictures at every point.",
    discussion: """
      Examples:
        helio evaluate codec retrieval --model retrieval-shapes --data shapes
        helio evaluate codec retrieval --model retrieval-fashion-mnist --data ../shared/data/fashion-mnist \\
          --k 32 --snr 15:24:3 --samples 10000
        helio evaluate codec retrieval --model models/mine.safetensors --data pictures/ --knowledge mine.knowledge.json
      """)

  @Option(help: "The model: a name in models/, or the path of a safetensors file.")
  var model: String

  @Option(help: "The pictures: 'shapes', or a folder with Fashion-MNIST or with your own PNG or JPEG pictures.")
  var data = "shapes"

  @Option(help: "Symbols per token, separated by commas.")
  var k = IntegerList(values: [4, 8, 16, 32])

  @Option(parsing: .unconditional, help: "Levels in dB: lowest:highest:step, or levels separated by commas.")
  var snr = LevelList(values: KnowledgeBase.standardSNRs.map(\.value))

  @Option(help: "awgn: noise alone; rayleigh: fading too, the levels are averages.")
  var channel = EvaluationSettings.Channel.awgn

  @Option(help: "Test pictures for each point.")
  var samples = 2000

  @Option(help: "Pictures in the gallery.")
  var gallery = 720

  @Option(help: "The seed of noise and fading.")
  var seed: UInt64 = 1

  @Option(help: "Where the figures go as JSON.")
  var json: String?

  @Option(help: "Where the knowledge base goes: over awgn the one that allocators read, over rayleigh one for figures.")
  var knowledge: String?

  func run() throws {
    try setThreads(1)
    let path = model.contains("/") || model.hasSuffix(".safetensors") ? model : "models/\(model).safetensors"
    let model = try RetrievalModel.load(path)
    let data = try DataSetSource(recognising: data).open()
    let settings = EvaluationSettings(
      symbolsPerToken: k.values, snrs: snr.values.map { Decibels($0) }, channel: channel, samples: samples,
      gallery: gallery, seed: seed)
    let isTerminal = isatty(STDERR_FILENO) == 1
    let report = try CodecEvaluation(model: model, data: data, settings: settings).run { done, count in
      if isTerminal { StandardStream.error.write("\r\(done)/\(count) pictures\(done == count ? "\n" : "")") }
    }
    print(AccuracyTable(report).text)
    if let json { try report.json().write(to: URL(filePath: json), options: .atomic) }
    if let knowledge { try report.knowledgeBase().json().write(to: URL(filePath: knowledge), options: .atomic) }
  }
}

extension EvaluationSettings.Channel: ExpressibleByArgument {}
