import ArgumentParser
import CommandLineSupport
import Semantics
import Tasks
import Tensors

/// `evaluate codec vqa`.
struct EvaluateQuestionAnsweringCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vqa",
    abstract: "Measure the codec of visual question answering on the same test questions at every point.",
    discussion: """
      By default 2000 questions for each point.

      Examples:
        helio evaluate codec vqa --model vqa-scene-questions --data scene-questions
        helio evaluate codec vqa --model vqa-easy-vqa --data ../shared/data/easy-vqa --channel rayleigh \\
          --k-word 16 --k-patch 32 --snr 12 --samples 9673
        helio evaluate codec vqa --model vqa-scene-questions-local --data scene-questions
      """)

  @Option(
    help: "The model: a name, or the path of a safetensors file. Default: what helio train codec writes for the data.")
  var model: String?

  @Option(
    help: ArgumentHelp(
      "The questions: 'scene-questions', or the folder of easy-VQA. "
        + "Default: those that the model was trained on."))
  var data: String?

  @Option(help: "k^T, symbols per word, separated by commas.")
  var kWord = IntegerList(values: [4, 8, 12, 16, 20])

  @Option(help: "k^I, symbols per patch, separated by commas; every k^T is measured with every k^I.")
  var kPatch = IntegerList(values: [4, 8, 16, 32])

  @OptionGroup var measurement: MeasurementOptions
  @OptionGroup var output: ReportOptions

  func run() throws {
    try output.check()
    try setThreads(1)
    let named = try data.map { try PictureQuestionSource(recognising: $0) }
    let evaluated = try EvaluatedModel(
      model, of: .visualQuestionAnswering, trainedOn: (named ?? .sceneQuestions).name, in: measurement.folders)
    let model = try QuestionAnsweringModel.load(evaluated.path)
    let source = try named ?? evaluated.data(trainedOn: model.configuration.dataSet, made: .sceneQuestions)
    let data = try source.open(splits: [.test])
    let report = try MeasurementOptions.followed("questions") { _ in
      try QuestionAnsweringEvaluation(
        model: model, data: data,
        settings: measurement.settings(.both(words: kWord.values, patches: kPatch.values), samples: 2000))
    } _: {
      try $0.run(report: $1)
    }
    try output.publish(report, AccuracyTable(report))
  }
}
