import Semantics

/// A measurement as text: a row for each level, a column for each k, the share of right answers in percent with half
/// its 95 % interval.
struct AccuracyTable {
  let text: String

  init(_ report: EvaluationReport) {
    let symbols = AccuracyTable.inOrder(report.points.map(\.symbolsPerToken))
    let levels = report.points.filter { $0.symbolsPerToken == symbols.first }.map(\.snr)
    var lines = [
      "\(report.model) on \(report.dataSet), \(report.channel.rawValue), \(report.localRecall.samples) test pictures, "
        + "gallery of \(report.gallery)",
      "local: recall@1 \(AccuracyTable.cell(report.localRecall)) %, class accuracy "
        + "\(AccuracyTable.cell(report.localClasses)) %", "",
      "recall@1 over the channel in % (± half of the 95 % interval; in brackets the paired difference from local)",
      AccuracyTable.padded("SNR/dB", 7) + symbols.map { AccuracyTable.padded("k = \($0)", 21) }.joined(),
    ]
    for level in levels {
      let cells = symbols.map { count in
        report.points.first { $0.symbolsPerToken == count && $0.snr == level }.map { point in
          let difference = fixed(100 * point.difference, 1)
          return AccuracyTable.cell(point.recall) + " (" + (point.difference > 0 ? "+" : "") + difference + ")"
        } ?? ""
      }
      lines.append(AccuracyTable.padded(fixed(level, 0), 7) + cells.map { AccuracyTable.padded($0, 21) }.joined())
    }
    text = lines.joined(separator: "\n")
  }

  /// A table for each k^T with a column for each k^I; a model without a channel has none.
  init(_ report: QuestionAnsweringReport) {
    var lines = [
      "\(report.model) on \(report.dataSet), \(report.channel.rawValue), \(report.local.samples) test questions",
      "local: \(AccuracyTable.cell(report.local)) % right",
    ]
    let words = AccuracyTable.inOrder(report.points.map(\.symbolsPerWord))
    for count in words {
      let points = report.points.filter { $0.symbolsPerWord == count }
      lines += [
        "",
        "k^T = \(count): right over the channel in % (± half of the 95 % interval; in brackets the paired difference)",
        AccuracyTable.padded("SNR/dB", 7)
          + AccuracyTable.inOrder(points.map(\.symbolsPerPatch)).map { AccuracyTable.padded("k^I = \($0)", 21) }
          .joined(),
      ]
      for level in AccuracyTable.inOrder(points.map(\.snr)) {
        let cells = points.filter { $0.snr == level }.map { point in
          AccuracyTable.cell(point.accuracy) + " (" + (point.difference > 0 ? "+" : "")
            + fixed(100 * point.difference, 1) + ")"
        }
        lines.append(
          AccuracyTable.padded(fixed(level, 0), 7) + cells.map { AccuracyTable.padded($0, 21) }.joined())
      }
    }
    text = lines.joined(separator: "\n")
  }

  /// BLEU with a column for each k, and beside it the share of local BLEU.
  init(_ report: TranslationReport) {
    let local = report.local.score
    let symbols = AccuracyTable.inOrder(report.points.map(\.symbolsPerWord))
    var lines = [
      "\(report.model) on \(report.dataSet), \(report.channel.rawValue), \(report.samples) test sentences",
      "local: BLEU \(fixed(local, 2))",
    ]
    if !report.points.isEmpty {
      lines += [
        "", "BLEU over the channel (in brackets in % of local BLEU)",
        AccuracyTable.padded("SNR/dB", 7) + symbols.map { AccuracyTable.padded("k = \($0)", 16) }.joined(),
      ]
    }
    for level in AccuracyTable.inOrder(report.points.map(\.snr)) {
      let cells = report.points.filter { $0.snr == level }.map { point in
        let bleu = point.statistics.score
        return fixed(bleu, 2) + " (" + fixed(local > 0 ? 100 * bleu / local : 0, 1) + ")"
      }
      lines.append(AccuracyTable.padded(fixed(level, 0), 7) + cells.map { AccuracyTable.padded($0, 16) }.joined())
    }
    text = lines.joined(separator: "\n")
  }

  /// Each value once, in the order of the first.
  private static func inOrder<Value: Hashable>(_ values: [Value]) -> [Value] {
    var seen: Set<Value> = []
    return values.filter { seen.insert($0).inserted }
  }

  private static func cell(_ accuracy: MeasuredAccuracy) -> String {
    let interval = accuracy.interval
    return "\(fixed(100 * accuracy.value, 1)) ±\(fixed(50 * (interval.upperBound - interval.lowerBound), 1))"
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
