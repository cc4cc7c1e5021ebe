public import ArgumentParser
import CommandLineSupport
import Quantities
public import Semantics
import Tasks

/// `train codec translation`.
struct TrainTranslationCodec: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "translation",
    abstract: "Train the translation codec, DeepSC.",
    discussion: """
      The preset 'tiny' is for the procedural street scenes, 'small' for Multi30k on two cores, 'paper' has the paper's \
      sizes. Defaults: \(defaults.steps) steps of at most \(defaults.batchSize) tokens on each side, a learning rate of \
      up to \(defaults.learningRate). Ctrl-C completes the step, writes a checkpoint and says how to go on.

      Examples:
        helio train codec translation --data street-scenes
        helio train codec translation --preset small --data ../shared/data/multi30k --figure curve.png
        helio train codec translation --data mine.en,mine.de --k 8,16 --output models/mine.safetensors
      """)

  /// The training that the options change.
  private static var defaults: CodecTrainingConfiguration { .translation }

  @Option(help: "The sentences: 'street-scenes', the folder of Multi30k, or two aligned text files: source,target.")
  var data = "street-scenes"

  @Option(help: "The sizes of the network: tiny, small or paper. Default: tiny for street-scenes, else small.")
  var preset: TranslationConfiguration.Preset?

  @Option(help: "Symbols per word to train for, separated by commas. Default: 4,8,12,16,20.")
  var k: IntegerList?

  @Option(help: "The most byte pairs that the vocabulary merges. Default: the preset's.")
  var merges: Int?

  @Option(help: "The dropout probability. Default: the preset's.")
  var dropout: Double?

  @Option(help: "The transformer layers of the receiver. Default: the preset's.")
  var receiverLayers: Int?

  @Option(help: "The share of the steps, the first ones, without a channel, 0 to 1. Default: 0 for tiny, else 0.6.")
  var clearShare: Double?

  @Option(help: "λ, the weight of the symbols' mutual information in the loss, 0 to 1. Default: 0, without it.")
  var mutualInformation: Double?

  @OptionGroup var training: TrainingOptions

  func validate() throws {
    try training.refuseWithResume([
      ("--preset", preset != nil), ("--k", k != nil), ("--merges", merges != nil), ("--dropout", dropout != nil),
      ("--receiver-layers", receiverLayers != nil), ("--clear-share", clearShare != nil),
      ("--mutual-information", mutualInformation != nil),
    ])
    guard (0...60_000).contains(merges ?? 0) else {
      throw ValidationError("--merges is \(merges ?? 0), expected from 0 to 60000")
    }
  }

  func run() throws {
    try TrainingOptions.prepareProcess()
    let checkpoint = try training.checkpoint(of: TrainableTranslation.self)
    let source = try ParallelTextSource(recognising: data)
    let run = try CodecTraining("translation", data: data, dataSet: source.name, training)
    run.announceReading(source)
    let text = try source.open(splits: [.train])
    let preset = preset ?? (source == .streetScenes ? .tiny : .small)
    let model = try checkpoint?.model ?? newModel(text, preset, run)
    let sentences = try run.preparing("pairs") { try TrainingSentences(text, for: model, report: $0) }
    if sentences.skipped > 0 {
      Terminal.error.write(
        "left out: \(counted(sentences.skipped, "pair")) with a side of more than \(model.maximumTokens - 1) tokens\n")
    }
    let trainer =
      if let checkpoint {
        try CodecTrainer(
          TrainableTranslation(checkpoint.model, checkpoint.options, sentences: sentences), resuming: checkpoint)
      } else {
        try CodecTrainer(
          TrainableTranslation(model, options(preset), sentences: sentences), training.configuration(Self.defaults))
      }
    try run.train(trainer)
  }

  private func options(_ preset: TranslationConfiguration.Preset) -> TranslationTrainingOptions {
    var options = TranslationTrainingOptions()
    options.clearShare = clearShare ?? (preset == .tiny ? options.clearShare : 0.6)
    options.symbolsPerWord = k?.values ?? options.symbolsPerWord
    options.mutualInformationWeight = mutualInformation ?? options.mutualInformationWeight
    return options
  }

  private func newModel(
    _ text: any ParallelText, _ preset: TranslationConfiguration.Preset, _ run: CodecTraining
  ) throws -> TranslationConfiguration {
    let vocabulary = try run.preparing("pairs for the vocabulary") {
      try TrainingSentences.vocabulary(of: text, merges: merges ?? preset.merges, report: $0)
    }
    var model = TranslationConfiguration(
      preset, dataSet: text.name, vocabulary: vocabulary, seed: training.configuration(Self.defaults).seed)
    model.dropout = dropout ?? model.dropout
    model.receiverLayers = receiverLayers ?? model.receiverLayers
    return model
  }
}

extension TranslationConfiguration.Preset: ExpressibleByArgument {}
