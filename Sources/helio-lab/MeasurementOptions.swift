public import ArgumentParser
import CommandLineSupport
import FoundationEssentials
import Quantities
public import Semantics
import Tasks

/// What every measurement of a model over the channel takes.
struct MeasurementOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Levels in dB: lowest:highest:step, or levels separated by commas.")
  var snr = LevelList(values: KnowledgeBase.standardSNRs.map(\.value))

  @Option(help: "awgn: noise alone, instantaneous levels; rayleigh: fading too, the levels are averages.")
  var channel = EvaluationSettings.Channel.awgn

  @Option(help: "Test samples for each point. Default: see above.")
  var samples: Int?

  @Option(help: "The seed of noise and fading.")
  var seed: UInt64 = 1

  @OptionGroup var folders: ModelFolders

  /// The settings of a measurement.
  ///
  /// - Parameters:
  ///   - axes: the numbers of symbols.
  ///   - defaultSamples: what `--samples` is by default.
  ///   - withNoiseAlone: whether −∞ dB is measured too.
  /// - Returns: the settings.
  func settings(
    _ axes: KnowledgeBase.Axes, samples defaultSamples: Int, withNoiseAlone: Bool = false
  ) -> EvaluationSettings {
    EvaluationSettings(
      axes, snrs: (withNoiseAlone ? [Decibels(linear: 0)] : []) + snr.values.map { Decibels($0) }, channel: channel,
      samples: samples ?? defaultSamples, seed: seed)
  }

  /// Prepares a measurement and runs it, each under a line that shows how far it is. Ctrl-C ends the process at once:
  /// there is nothing to go on from.
  ///
  /// - Parameters:
  ///   - unit: what is measured with.
  ///   - prepare: makes the measurement, told whom to tell how many pictures of a gallery are found.
  ///   - measure: runs it, told whom to tell how many samples are done.
  /// - Returns: the measurement's report.
  static func followed<Evaluation, Score>(
    _ unit: String, _ prepare: ((_ done: Int, _ count: Int) -> Void) throws -> Evaluation,
    _ measure: (Evaluation, (_ done: Int, _ count: Int) -> Void) throws -> EvaluationReport<Score>
  ) rethrows -> EvaluationReport<Score> {
    try Interruption.endingProcess(saying: "stopped: nothing was written") {
      let evaluation = try ProgressLine.follow("pictures of the gallery", patience: .seconds(1), prepare)
      return try ProgressLine.follow(unit) { try measure(evaluation, $0) }
    }
  }
}

extension EvaluationSettings.Channel: ExpressibleByArgument {}

/// Where the figures of `evaluate codec …` go.
struct ReportOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Where the figures go as JSON; - for standard output.", valueName: "file"))
  var json: String?

  @Option(
    help: ArgumentHelp(
      "Where the knowledge base goes: over awgn the one that allocators read, over rayleigh one for figures.",
      valueName: "file"))
  var knowledge: String?

  /// Makes sure, before anything is measured, that the files can be written.
  func check() throws {
    try JSONFile.check(json)
    try JSONFile.check(knowledge)
  }

  /// Shows a report as a table and writes it.
  func publish<Score>(_ report: EvaluationReport<Score>, _ table: AccuracyTable) throws {
    // With JSON on standard output the table goes to standard error, so that each can be read by itself.
    (json == "-" ? Terminal.error : Terminal.output).write(table.text + "\n")
    if let json { try JSONFile.write(report, to: json) }
    if let knowledge { try report.knowledgeBase().json().write(to: URL(filePath: knowledge), options: .atomic) }
  }
}
