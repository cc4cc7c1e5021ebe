import CommandLineSupport
import Quantities
import Semantics
import Tasks

/// A measurement as text: a row for each level, a column for each number of symbols; where there are two numbers a table
/// for each k^T.
struct AccuracyTable {
  let text: String

  /// The share of right answers in percent with half its 95 % interval, and its difference from local.
  init(_ report: EvaluationReport<RetrievalScore>) {
    let local = report.local
    self.init(
      report, samples: "\(counted(local.classes.samples, "test picture")), gallery of \(local.gallery)",
      local: "recall@1 \(Self.cell(local.recall.accuracy)) %, class accuracy \(Self.cell(local.classes)) %",
      heading:
        "recall@1 over the channel in % (± half of the 95 % interval; in brackets the paired difference from local)",
      width: 21
    ) { Self.cell($0.recall) }
  }

  /// The share of right answers likewise; a model without a channel has no table.
  init(_ report: EvaluationReport<QuestionAnsweringScore>) {
    let local = report.local.answers.accuracy
    self.init(
      report, samples: counted(local.samples, "test question"), local: "\(Self.cell(local)) % right",
      heading:
        "right over the channel in % (± half of the 95 % interval; in brackets the paired difference from local)",
      width: 21
    ) { Self.cell($0.answers) }
  }

  /// BLEU, and beside it the share of local BLEU; some translations below it.
  init(_ report: EvaluationReport<TranslationScore>, examples: [String]) {
    let local = report.local.bleu
    self.init(
      report, samples: counted(report.local.samples, "test sentence"),
      local: "BLEU \(FixedPoint.text(local, decimals: 2)) of 100",
      heading: "BLEU, 0 to 100, over the channel (in brackets in % of local BLEU)", width: 16, below: examples
    ) { score in
      FixedPoint.text(score.bleu, decimals: 2) + " ("
        + FixedPoint.text(local > 0 ? 100 * score.bleu / local : 0, decimals: 1) + ")"
    }
  }

  private init<Score>(
    _ report: EvaluationReport<Score>, samples: String, local: String, heading: String, width: Int,
    below: [String] = [], cell: (Score) -> String
  ) {
    let (settings, points) = (report.settings, report.points)
    var lines = [
      "\(report.model) on \(report.dataSet), \(settings.channel.rawValue), \(samples)", "local: \(local)",
    ]
    for table in Self.tables(settings.axes) {
      lines += [
        "", table.title + heading,
        Self.padded("SNR/dB", 7) + table.columns.map { Self.padded($0.title, width) }.joined(),
      ]
      for (level, snr) in settings.snrs.enumerated() {
        let cells = table.columns.map { cell(points[$0.row * settings.snrs.count + level].score) }
        lines.append(
          Self.padded(FixedPoint.text(snr.value, decimals: 0), 7)
            + cells.map { Self.padded($0, width) }.joined())
      }
    }
    text = (lines + below).joined(separator: "\n")
  }

  /// The tables with the rows of the axes that are their columns.
  private static func tables(
    _ axes: KnowledgeBase.Axes
  ) -> [(title: String, columns: [(row: Int, title: String)])] {
    switch axes {
    case .words(let counts), .patches(let counts):
      return [("", counts.enumerated().map { ($0, "k = \($1)") })]
    case .both(let words, let patches):
      return words.enumerated().map { line, count in
        ("k^T = \(count): ", patches.enumerated().map { (line * patches.count + $0, "k^I = \($1)") })
      }
    case .absent: return []
    }
  }

  private static func cell(_ accuracy: MeasuredAccuracy) -> String {
    let interval = accuracy.interval
    return FixedPoint.text(100 * accuracy.value, decimals: 1) + " ±"
      + FixedPoint.text(50 * (interval.upperBound - interval.lowerBound), decimals: 1)
  }

  private static func cell(_ paired: PairedAccuracy) -> String {
    cell(paired.accuracy) + " (" + (paired.difference > 0 ? "+" : "")
      + FixedPoint.text(100 * paired.difference, decimals: 1) + ")"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
