public import ArgumentParser
public import Semantics
import Tasks

/// `train codec vqa`.
struct TrainQuestionAnsweringCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vqa",
    abstract: "Train the codec of visual question answering.",
    discussion: """
      The preset 'small' trains on two cores; 'paper' has the paper's sizes; 'local' is a smaller model without a \
      channel, for UEs that answer where they are. Defaults: \(defaults.steps) steps of \(defaults.batchSize) \
      questions, a learning rate of up to \(defaults.learningRate). Ctrl-C completes the step, writes a checkpoint and \
      says how to go on.

      Examples:
        helio train codec vqa --data scene-questions
        helio train codec vqa --data ../shared/data/easy-vqa --figure curve.png
        helio train codec vqa --data scene-questions --preset local --output models/vqa-scene-questions-local.safetensors
      """)

  /// The training that the options change.
  private static var defaults: CodecTrainingConfiguration { .questionAnswering }

  @Option(help: "The questions: 'scene-questions', or the folder of easy-VQA.")
  var data = "scene-questions"

  @Option(help: "The sizes of the network: small, paper or local.")
  var preset: QuestionAnsweringPreset?

  @Option(help: "k^T, symbols per word to train for, separated by commas. Default: 4,8,12,16,20.")
  var kWord: IntegerList?

  @Option(help: "k^I, symbols per patch to train for, separated by commas. Default: 4,8,16,32.")
  var kPatch: IntegerList?

  @Option(
    help: "Pixels by which pictures are moved at most. Default: \(QuestionAnsweringTrainingOptions().largestShift).")
  var shift: Int?

  @OptionGroup var training: TrainingOptions

  func validate() throws {
    try training.refuseWithResume([
      ("--preset", preset != nil), ("--k-word", kWord != nil), ("--k-patch", kPatch != nil), ("--shift", shift != nil),
    ])
  }

  func run() throws {
    try TrainingOptions.prepareProcess()
    let checkpoint = try training.checkpoint(of: TrainableQuestionAnswering.self)
    let source = try PictureQuestionSource(recognising: data)
    let run = try CodecTraining("vqa", data: data, dataSet: source.name, training)
    run.announceReading(source)
    let set = try source.open(splits: [.train])
    let questions = try run.preparing("questions") { try TrainingQuestions(set, report: $0) }
    let trainer =
      if let checkpoint {
        try CodecTrainer(
          TrainableQuestionAnswering(checkpoint.model, checkpoint.options, questions: questions), resuming: checkpoint)
      } else {
        try newTrainer(questions)
      }
    try run.train(trainer)
  }

  private func newTrainer(_ questions: TrainingQuestions) throws -> CodecTrainer<TrainableQuestionAnswering> {
    var options = QuestionAnsweringTrainingOptions()
    options.symbolsPerWord = kWord?.values ?? options.symbolsPerWord
    options.symbolsPerPatch = kPatch?.values ?? options.symbolsPerPatch
    options.largestShift = shift ?? options.largestShift
    if training.weights != nil { options.tunes() }
    let configuration = training.configuration(Self.defaults)
    let model = QuestionAnsweringConfiguration(for: questions, preset: preset ?? .small, seed: configuration.seed)
    return try CodecTrainer(TrainableQuestionAnswering(model, options, questions: questions), configuration)
  }
}

extension QuestionAnsweringPreset: ExpressibleByArgument {}
