import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Glibc
import Quantities
import Semantics
import Tasks
import Tensors

/// `evaluate codec vqa`.
struct EvaluateQuestionAnsweringCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vqa",
    abstract: "Measure the codec of visual question answering on the same test questions at every point.",
    discussion: """
      Examples:
        helio evaluate codec vqa --model vqa-scene-questions --data scene-questions
        helio evaluate codec vqa --model vqa-easy-vqa --data ../shared/data/easy-vqa --channel rayleigh \\
          --k-word 16 --k-patch 32 --snr 12 --samples 9673
        helio evaluate codec vqa --model vqa-scene-questions-local --data scene-questions
      """)

  @Option(help: "The model: a name in models/, or the path of a safetensors file.")
  var model: String

  @Option(help: "The questions: 'scene-questions', or the folder of easy-VQA.")
  var data = "scene-questions"

  @Option(help: "k^T, symbols per word, separated by commas.")
  var kWord = IntegerList(values: [4, 8, 12, 16, 20])

  @Option(help: "k^I, symbols per patch, separated by commas; every k^T is measured with every k^I.")
  var kPatch = IntegerList(values: [4, 8, 16, 32])

  @Option(parsing: .unconditional, help: "Levels in dB: lowest:highest:step, or levels separated by commas.")
  var snr = LevelList(values: KnowledgeBase.standardSNRs.map(\.value))

  @Option(help: "awgn: noise alone; rayleigh: fading too, the levels are averages.")
  var channel = EvaluationSettings.Channel.awgn

  @Option(help: "Test questions for each point.")
  var samples = 2000

  @Option(help: "The seed of noise and fading.")
  var seed: UInt64 = 1

  @Option(help: "Where the figures go as JSON.")
  var json: String?

  func run() throws {
    try setThreads(1)
    let path = model.contains("/") || model.hasSuffix(".safetensors") ? model : "models/\(model).safetensors"
    let model = try QuestionAnsweringModel.load(path)
    let data = try PictureQuestionSource(recognising: data).open(splits: [.test])
    let settings = QuestionAnsweringEvaluation.Settings(
      symbolsPerWord: kWord.values, symbolsPerPatch: kPatch.values, snrs: snr.values.map { Decibels($0) },
      channel: channel, samples: samples, seed: seed)
    let isTerminal = isatty(STDERR_FILENO) == 1
    let report = try QuestionAnsweringEvaluation(model: model, data: data, settings: settings).run { done, count in
      if isTerminal { StandardStream.error.write("\r\(done)/\(count) questions\(done == count ? "\n" : "")") }
    }
    print(AccuracyTable(report).text)
    if let json { try report.json().write(to: URL(filePath: json), options: .atomic) }
  }
}
